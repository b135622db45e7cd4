import { OWN } from '@sangam/kit/testing/access-specimens';
import { RegisterBirthDetailsDocument, UpdateBirthDetailsDocument } from '@sangam/schema/typed/operations';
import { BIRTH, type IdentitySpecimens } from '../access-world.fixture';

export const birthDetailsAccess: IdentitySpecimens = {
  fields: {
    'Mutation.registerBirthDetails': { document: RegisterBirthDetailsDocument, viewer: ({ undescribed }) => ({ userId: undescribed.id }), variables: () => ({ input: BIRTH }), outcomes: { stranger: OWN, otherTenant: OWN } },
    'Mutation.updateBirthDetails': { document: UpdateBirthDetailsDocument, variables: () => ({ input: { placeOfBirth: 'Udaipur' } }) },
  },
};
