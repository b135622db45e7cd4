import { findMany, findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { sealedColumn } from '@sangam/kit/database/sealed-column';
import type { Transaction } from '@sangam/kit/database/transaction';
import { defineJob } from '@sangam/kit/jobs/define-job';
import { errorText } from '@sangam/kit/jobs/error-text';
import { newId } from '@sangam/kit/ids/new-id';
import { requestEmail } from '@sangam/kit/mail/request-email';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { User } from '../users/user.entity';
import { collectFile, type CollectedFile } from './collect-file';
import { DataExport, DataExportContent, DataExportFile, DataExportState } from './data-export.entity';
import { dataExportSettings } from './data-export.settings';
import { fileLink } from './file-link';
import { removeFiles } from './remove-files';

const ATTEMPTS = 12;
/** Longer than all attempts of all files; what is pending then was given up by a process that ended. */
const GIVEN_UP_MS = 2 * 86_400_000;
const BATCH = 50;

/** Makes one file of a copy; the next one is a run of its own, so that a run that ends in the middle costs one file. */
export const collectDataExport = defineJob<{ readonly exportId: string }>({
  name: 'identity.collect-data-export', covers: ['event-061'], maxAttempts: ATTEMPTS, leaseMs: 180_000, priority: 'bulk',
  description: 'Asks every part of the product what it holds of a person and writes it into zips of JSON, one zip a run.',
  run: async (ctx, { exportId }) => {
    const wanted = await findOne(ctx, DataExport, { id: exportId, state: DataExportState.PENDING });
    if (!wanted) return;
    let file: CollectedFile;
    try {
      file = await collectFile(ctx, wanted);
    } catch (error) {
      if ((ctx.job?.attempt ?? 1) < ATTEMPTS) throw error;
      ctx.log.error({ dataExport: exportId, error: errorText(error) }, 'a copy of personal data could not be made');
      return transaction(ctx, (tx) => giveUp(ctx, tx, wanted));
    }
    await transaction(ctx, (tx) => keepFile(ctx, tx, { wanted, file }));
  },
});

async function keepFile(ctx: SubgraphContext, tx: Transaction, { wanted, file: { zip, place } }: { readonly wanted: DataExport; readonly file: CollectedFile }): Promise<void> {
  const [id, number] = [newId(), wanted.fileCount + 1];
  if ((await tx.update(DataExport, { id: wanted.id, state: DataExportState.PENDING }, { place, fileCount: number })) !== 1) return;
  await tx.insert(DataExportFile, { id, exportId: wanted.id, number, sizeBytes: zip.length });
  await tx.insert(DataExportContent, { fileId: id, content: sealedColumn(ctx, DataExportContent, 'content').seal({ fileId: id }, zip.toString('base64')) });
  if (place.subgraphs.length > 0) return tx.enqueue(collectDataExport, { exportId: wanted.id });
  await finish(ctx, tx, wanted);
}

async function finish(ctx: SubgraphContext, tx: Transaction, { id, userId }: DataExport): Promise<void> {
  const now = ctx.clock.now();
  const expiresAt = new Date(now + ctx.settings.of(dataExportSettings).DATA_EXPORT_TTL);
  await tx.update(DataExport, { id }, { state: DataExportState.READY, inFlightUserId: null, readyAt: new Date(now), expiresAt });
  const user = await tx.findOne(User, { id: userId });
  if (!user) return;
  const files = await tx.findMany(DataExportFile, { exportId: id });
  const until = new Intl.DateTimeFormat('en-CA', { timeZone: user.timeZone, dateStyle: 'short' }).format(expiresAt);
  for (const file of files) {
    const variables = { until, number: String(file.number), files: String(files.length) };
    await requestEmail(ctx, tx, { key: `data-export:${file.id}`, to: user.email, userId, template: 'identity.data-export-ready', locale: user.locale, variables, secrets: { link: fileLink(ctx, file) } });
  }
}

async function giveUp(ctx: SubgraphContext, tx: Transaction, { id, userId }: DataExport): Promise<void> {
  if ((await tx.update(DataExport, { id, state: DataExportState.PENDING }, { state: DataExportState.FAILED, inFlightUserId: null })) !== 1) return;
  await removeFiles(tx, id);
  const user = await tx.findOne(User, { id: userId });
  if (user) await requestEmail(ctx, tx, { key: `data-export-failed:${id}`, to: user.email, userId, template: 'identity.data-export-failed', locale: user.locale });
}

/** Removes the bytes of copies that have ended, and gives up those whose job died. */
export const endDataExports = defineJob<null>({
  name: 'identity.end-data-exports', priority: 'bulk', everyMs: 3_600_000,
  description: 'Removes the files of copies of personal data that have ended, and marks those as failed whose collecting broke off for good.',
  run: async (ctx) => {
    const now = ctx.clock.now();
    const ended = await findMany(ctx, DataExport, { where: { state: DataExportState.READY, expiresAt: { atMost: new Date(now) } }, limit: BATCH });
    const stuck = await findMany(ctx, DataExport, { where: { state: DataExportState.PENDING, createdAt: { atMost: new Date(now - GIVEN_UP_MS) } }, limit: BATCH });
    await transaction(ctx, async (tx) => {
      for (const { id } of ended) {
        await tx.update(DataExport, { id, state: DataExportState.READY }, { state: DataExportState.EXPIRED });
        await removeFiles(tx, id);
      }
      for (const one of stuck) await giveUp(ctx, tx, one);
    });
  },
});
