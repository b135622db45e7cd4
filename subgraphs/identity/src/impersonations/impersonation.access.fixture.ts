import { ImpersonateUserDocument } from '@sangam/schema/typed/operations';
import { ADMINISTRATOR, type IdentitySpecimens, ONLY_ADMINISTRATORS } from '../access-world.fixture';

export const impersonationAccess: IdentitySpecimens = {
  fields: {
    'Mutation.impersonateUser': { document: ImpersonateUserDocument, variables: ({ undescribed: { id } }) => ({ id, reason: 'Asked for help' }), viewer: ADMINISTRATOR, outcomes: ONLY_ADMINISTRATORS },
  },
};
