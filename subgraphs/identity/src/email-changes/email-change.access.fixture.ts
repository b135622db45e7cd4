import { OWN } from '@sangam/kit/testing/access-specimens';
import { newId } from '@sangam/kit/ids/new-id';
import { ConfirmEmailChangeDocument, RequestEmailChangeDocument } from '@sangam/schema/typed/operations';
import { flipped, type IdentitySpecimens } from '../access-world.fixture';
import { signUpNewcomer } from '../email-tokens/newcomer.fixture';
import { changingAddress } from './changing-address.fixture';

export const emailChangeAccess: IdentitySpecimens = {
  extend: async (graph) => ({ newcomer: await signUpNewcomer(graph), changeToken: await changingAddress(graph) }),
  fields: {
    'Mutation.requestEmailChange': { document: RequestEmailChangeDocument, variables: () => ({ newEmail: `new-${newId()}@example.com` }), outcomes: { stranger: OWN, otherTenant: OWN } },
  },
  publicFields: {
    'Mutation.confirmEmailChange': {
      document: ConfirmEmailChangeDocument, variables: ({ changeToken }) => ({ token: changeToken }),
      hostile: {
        'one character changed': { variables: ({ changeToken }) => ({ token: flipped(changeToken) }), outcome: 'INVALID_TOKEN' },
        'a token of another purpose': { variables: ({ newcomer }) => ({ token: newcomer.resetToken }), outcome: 'INVALID_TOKEN' },
        'no text': { variables: () => ({ token: '' }), outcome: 'INVALID_TOKEN' },
      },
    },
  },
};
