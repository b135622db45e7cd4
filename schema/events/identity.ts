import { defineEvent } from '@sangam/kit/events/define-event';

export { personalDataErased } from '@sangam/kit/events/personal-data-erased';
export { userDeleted } from '@sangam/kit/events/user-deleted';

export const profileImageChanged = defineEvent<{
  readonly userId: string;
  /** The file that is in use from now on. */
  readonly fileId: string | null;
  /** The file that no longer is. */
  readonly previousFileId: string | null;
}>({ type: 'identity.profile-image.changed', version: 1, description: 'A person\'s photo or logo was set, replaced or removed.' });
