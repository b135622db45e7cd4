export { personalDataErased } from '@sangam/kit/events/personal-data-erased';
export { userDeleted } from '@sangam/kit/events/user-deleted';
