import { ActivateUserDocument, BanUserDocument, DeactivateUserDocument, UpdateUserDocument, UserDocument, UsersDocument } from '@sangam/schema/typed/operations';
import { ADMINISTRATOR, type IdentitySpecimens, ONLY_ADMINISTRATORS } from '../access-world.fixture';

export const userAdministrationAccess: IdentitySpecimens = {
  fields: {
    'Query.user': { document: UserDocument, variables: ({ undescribed: { id } }) => ({ id }), viewer: ADMINISTRATOR, outcomes: ONLY_ADMINISTRATORS },
    'Query.users': { document: UsersDocument, variables: () => ({ first: 5 }), viewer: ADMINISTRATOR, outcomes: ONLY_ADMINISTRATORS },
    'Mutation.updateUser': { document: UpdateUserDocument, variables: ({ undescribed: { id } }) => ({ id, input: { displayName: 'Renamed' } }), viewer: ADMINISTRATOR, outcomes: ONLY_ADMINISTRATORS },
    'Mutation.activateUser': { document: ActivateUserDocument, variables: ({ undescribed: { id } }) => ({ id }), viewer: ADMINISTRATOR, outcomes: ONLY_ADMINISTRATORS },
    'Mutation.deactivateUser': { document: DeactivateUserDocument, variables: ({ undescribed: { id } }) => ({ id, reason: 'Asked for it' }), viewer: ADMINISTRATOR, outcomes: ONLY_ADMINISTRATORS },
    'Mutation.banUser': { document: BanUserDocument, variables: ({ undescribed: { id } }) => ({ id, reason: 'Spam' }), viewer: ADMINISTRATOR, outcomes: ONLY_ADMINISTRATORS },
  },
};
