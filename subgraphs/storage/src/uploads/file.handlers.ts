import { defineHandler } from '@sangam/kit/events/define-handler';
import { profileImageChanged } from '@sangam/schema/events/identity';
import { File } from './file.entity';
import { dropFile } from './remove-files';

/** Keeps what a profile shows and removes what it no longer does. Files are used once, so the order of events does not matter. */
export const followProfileImage = defineHandler({
  event: profileImageChanged, name: 'follow-profile-image',
  run: async (_ctx, tx, { payload: { fileId, previousFileId } }) => {
    if (fileId !== null) await tx.update(File, { id: fileId, claimedAt: { not: null } }, { expiresAt: null });
    const previous = previousFileId === null ? null : await tx.findOne(File, { id: previousFileId });
    if (previous) await dropFile(tx, previous, {});
  },
});
