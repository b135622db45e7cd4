import { findOne } from '@sangam/kit/database/read';
import { sealedColumn } from '@sangam/kit/database/sealed-column';
import { notFound } from '@sangam/kit/errors/app-error';
import { defineRoute } from '@sangam/kit/http/define-route';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { DataExport, DataExportContent, DataExportFile, DataExportState } from './data-export.entity';
import { linkedFileId } from './file-link';

/** It is the link that counts, not who follows it: it was mailed to the person. Altered, ended and unknown links are told apart by nobody. */
export const downloadDataExport = defineRoute({
  method: 'GET', path: '/data-exports/:token', rate: { limit: 60, windowSeconds: 60, per: 'ip' },
  description: 'A zip of somebody\'s data, for whoever has the link (mailed, and `DataExportFile.url`), until the copy ends. 404 for every other link.',
  handle: async (ctx, { params: { token = '' } }) => {
    const { bytes, name } = await linkedFile(ctx, token);
    return {
      status: 200, body: bytes,
      headers: {
        'content-type': 'application/zip', 'content-length': String(bytes.length), 'content-disposition': `attachment; filename="${name}"`, 'referrer-policy': 'no-referrer',
        'content-security-policy': "default-src 'none'; sandbox", 'cache-control': 'no-store',
      },
    };
  },
});

async function linkedFile(ctx: SubgraphContext, token: string): Promise<{ readonly bytes: Buffer; readonly name: string }> {
  const fileId = linkedFileId(ctx, token);
  const file = fileId === null ? null : await findOne(ctx, DataExportFile, { id: fileId });
  const ready = file && (await findOne(ctx, DataExport, { id: file.exportId, state: DataExportState.READY, expiresAt: { moreThan: new Date(ctx.clock.now()) } }));
  const content = ready && (await findOne(ctx, DataExportContent, { fileId: file.id }));
  if (!content) throw notFound();
  const day = ready.createdAt.toISOString().slice(0, 10);
  return { bytes: Buffer.from(sealedColumn(ctx, DataExportContent, 'content').open(content), 'base64'), name: `my-data-${day}-${file.number}.zip` };
}
