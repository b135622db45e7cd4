import { buffer } from 'node:stream/consumers';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { PersonalDataPageDocument } from '@sangam/schema/typed/internal';
import { ZipFile } from 'yazl';
import type { DataExport, ExportPlace } from './data-export.entity';

/** Characters of JSON after which a file is closed: what one run holds in memory, whatever the person has. */
const MAX_LENGTH = 2_000_000;

export interface CollectedFile {
  readonly zip: Buffer;
  /** Where the next file begins. */
  readonly place: ExportPlace;
}

/** The next file of a copy: page by page of one subgraph after the other, until it is full or nothing is left. */
export async function collectFile(ctx: SubgraphContext, { userId, place, createdAt }: DataExport): Promise<CollectedFile> {
  const rows = new Map<string, string[]>();
  let length = 0;
  let at = place;
  for (let subgraph = at.subgraphs[0]; subgraph !== undefined && length < MAX_LENGTH; subgraph = at.subgraphs[0]) {
    const { personalDataPage: page } = await ctx.calls.call(subgraph, PersonalDataPageDocument, { userId, after: at.after }, { requestId: ctx.requestId });
    if (page.rows.length > 0) rows.set(`${subgraph}/${page.file}.json`, [...(rows.get(`${subgraph}/${page.file}.json`) ?? []), ...page.rows]);
    length += page.rows.reduce((sum, row) => sum + row.length, 0);
    at = page.next === null ? { subgraphs: at.subgraphs.slice(1), after: null } : { ...at, after: page.next };
  }
  return { zip: await zipped(rows, createdAt), place: at };
}

async function zipped(files: ReadonlyMap<string, readonly string[]>, mtime: Date): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, rows] of files) zip.addBuffer(Buffer.from(`[\n${rows.join(',\n')}\n]\n`), name, { mtime });
  zip.end();
  return buffer(zip.outputStream);
}
