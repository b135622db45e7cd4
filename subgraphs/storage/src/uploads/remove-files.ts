import { sql } from '@sangam/kit/database/sql';
import type { Transaction } from '@sangam/kit/database/transaction';
import type { Where } from '@sangam/kit/database/where';
import { removeBytes } from './file.jobs';
import { FileUsage } from './file-usage.entity';
import { File } from './file.entity';

/** Removes a file's row if it still is as `where` says, gives its bytes back to the owner's quota and has them removed. Whether it was. */
export async function dropFile(tx: Transaction, { id, ownerType, ownerId, sizeBytes }: File, where: Where<File>): Promise<boolean> {
  if ((await tx.delete(File, { ...where, id })) !== 1) return false;
  await tx.update(FileUsage, { ownerType, ownerId }, { bytes: sql('bytes - ?', sizeBytes) });
  await tx.enqueue(removeBytes, { fileId: id });
  return true;
}
