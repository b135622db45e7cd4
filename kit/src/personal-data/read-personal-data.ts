import { findMany } from '../database/read';
import type { Where } from '../database/where';
import { badInput } from '../errors/app-error';
import type { SubgraphContext } from '../running/context';
import { personalRowsOf, rowsOfPerson, type ExportedRow, type PersonalExport, type PersonalRows } from './personal-rows';

const ROWS = 200;

export interface PersonalPage {
  /** Null where the subgraph holds nothing of people. */
  readonly file: string | null;
  readonly rows: readonly ExportedRow[];
  /** Where the next page begins; null after the last one. */
  readonly next: string | null;
}

interface Place {
  /** Position of the table among the declared ones. */
  readonly table: number;
  /** Key of the last row read; null at the beginning. */
  readonly after: string | null;
}

type Exporting = PersonalRows & { readonly exported: PersonalExport<object> };

/** A page of what a person is handed from this subgraph, table by table; `after` is the `next` of the page before. */
export async function readPersonalData(ctx: SubgraphContext, userId: string, after: string | null): Promise<PersonalPage> {
  const tables = personalRowsOf(ctx.subgraph).filter((rows): rows is Exporting => rows.exported !== null);
  const place = placeOf(after);
  const table = tables[place.table];
  if (!table) return { file: null, rows: [], next: null };
  const { key, file } = table.exported as PersonalExport<Record<string, unknown>>;
  const where = { ...rowsOfPerson(table, userId), ...(place.after !== null && { [key]: { moreThan: place.after } }) };
  const found = (await findMany<object>(ctx, table.entity, { where: where as Where<object>, orderBy: [{ property: key as never, direction: 'ASC' }], limit: ROWS })) as Record<string, unknown>[];
  return { file, rows: await rowsOf(ctx, table, found), next: nextPlace({ tables: tables.length, place, full: found.length === ROWS, last: String(found.at(-1)?.[key]) }) };
}

function nextPlace({ tables, place, full, last }: { readonly tables: number; readonly place: Place; readonly full: boolean; readonly last: string }): string | null {
  if (full) return JSON.stringify({ table: place.table, after: last });
  return place.table + 1 < tables ? JSON.stringify({ table: place.table + 1, after: null }) : null;
}

function placeOf(after: string | null): Place {
  if (after === null) return { table: 0, after: null };
  try {
    return JSON.parse(after) as Place;
  } catch {
    throw badInput({ path: 'after', reason: 'FORMAT' });
  }
}

async function rowsOf(ctx: SubgraphContext, { exported: { row } }: Exporting, found: readonly Record<string, unknown>[]): Promise<readonly ExportedRow[]> {
  if (typeof row === 'function') return row(ctx, found);
  return found.map((one) => Object.fromEntries((row as readonly string[]).map((column) => [column, one[column]])));
}
