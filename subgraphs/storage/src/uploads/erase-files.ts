import { ownedBy } from '@sangam/kit/authorization/owner';
import type { EraseRows } from '@sangam/kit/personal-data/personal-rows';
import { File } from './file.entity';
import { dropFile } from './remove-files';

/** Files of one transaction. */
const BATCH = 200;

/** Removes a person's files whatever refers to them; their bytes follow. */
export const eraseFiles: EraseRows = async (_ctx, tx, userId) => {
  const found = await tx.findMany(File, ownedBy<File>({ ownerType: 'USER', ownerId: userId }), { limit: BATCH });
  for (const file of found) await dropFile(tx, file, { id: file.id });
  return found.length < BATCH;
};
