import { transaction } from '@sangam/kit/database/run-transaction';
import { sealedColumn } from '@sangam/kit/database/sealed-column';
import { newId } from '@sangam/kit/ids/new-id';
import type { TestGraph } from '@sangam/kit/testing/harness';
import { DataExport, DataExportContent, DataExportFile, DataExportState } from './data-export.entity';
import { fileLink } from './file-link';

/** A copy that can be downloaded, without the jobs that make one. */
export async function readyDataExport(graph: TestGraph, userId: string): Promise<{ readonly id: string; readonly path: string }> {
  const ctx = graph.context('identity');
  const [id, fileId, now] = [newId(), newId(), graph.clock.now()];
  await transaction(ctx, async (tx) => {
    await tx.insert(DataExport, {
      id, userId, inFlightUserId: null, requestedById: null, state: DataExportState.READY, place: { subgraphs: [], after: null }, fileCount: 1,
      createdAt: new Date(now), readyAt: new Date(now), expiresAt: new Date(now + 365 * 86_400_000),
    });
    await tx.insert(DataExportFile, { id: fileId, exportId: id, number: 1, sizeBytes: 3 });
    await tx.insert(DataExportContent, { fileId, content: sealedColumn(ctx, DataExportContent, 'content').seal({ fileId }, 'zip') });
  });
  return { id, path: new URL(fileLink(ctx, { id: fileId })).pathname };
}
