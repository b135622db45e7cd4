import type { Transaction } from '@sangam/kit/database/transaction';
import type { EraseRows } from '@sangam/kit/personal-data/personal-rows';
import { DataExport, DataExportContent, DataExportFile } from './data-export.entity';

/** Removes the files of a copy with their bytes. */
export async function removeFiles(tx: Transaction, exportId: string): Promise<void> {
  const files = await tx.findMany(DataExportFile, { exportId });
  await tx.delete(DataExportContent, { fileId: files.map(({ id }) => id) });
  await tx.delete(DataExportFile, { exportId });
}

/** Copies go with the person, also one that is being made. */
export const eraseDataExports: EraseRows = async (_ctx, tx, userId) => {
  for (const { id } of await tx.findMany(DataExport, { userId })) await removeFiles(tx, id);
  await tx.delete(DataExport, { userId });
  return true;
};
