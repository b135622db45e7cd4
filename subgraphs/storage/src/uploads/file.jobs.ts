import { defineJob } from '@sangam/kit/jobs/define-job';
import { fileStore } from './file-store';

/** Removes what a file's row stood for, after the row is gone. */
export const removeBytes = defineJob<{ readonly fileId: string }>({
  name: 'storage.remove-bytes',
  description: 'Removes the bytes of a file that was deleted.',
  run: (ctx, { fileId }) => fileStore(ctx).remove(fileId),
});
