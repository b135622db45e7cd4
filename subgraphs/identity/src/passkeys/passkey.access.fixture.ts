import { OWN } from '@sangam/kit/testing/access-specimens';
import {
  BeginPasskeyProofDocument, BeginPasskeyRegistrationDocument, BeginPasskeySignInDocument, CompletePasskeyRegistrationDocument, SignInWithPasskeyDocument,
} from '@sangam/schema/typed/operations';
import { type IdentitySpecimens, NUL } from '../access-world.fixture';
import { passkeyHolder } from './passkey-holder.fixture';

export const passkeyAccess: IdentitySpecimens = {
  extend: async (graph) => ({ holder: await passkeyHolder(graph) }),
  fields: {
    'Mutation.beginPasskeyRegistration': { document: BeginPasskeyRegistrationDocument, outcomes: { stranger: OWN, otherTenant: OWN } },
    'Mutation.completePasskeyRegistration': {
      document: CompletePasskeyRegistrationDocument, variables: ({ holder: { registration } }) => ({ input: { response: registration } }), viewer: ({ holder: { id } }) => ({ userId: id }),
      outcomes: { stranger: 'BAD_USER_INPUT', otherTenant: 'BAD_USER_INPUT' },
    },
    'Mutation.beginPasskeyProof': { document: BeginPasskeyProofDocument, outcomes: { stranger: OWN, otherTenant: OWN } },
  },
  publicFields: {
    'Mutation.beginPasskeySignIn': { document: BeginPasskeySignInDocument, variables: () => ({}), hostile: { 'a variable too many': { variables: () => ({ userId: 'x' }), outcome: OWN } } },
    'Mutation.signInWithPasskey': {
      document: SignInWithPasskeyDocument, variables: ({ holder: { answer } }) => ({ input: { response: answer } }),
      hostile: {
        'no JSON': { variables: () => ({ input: { response: '{' } }), outcome: 'INVALID_CREDENTIALS' },
        'a registration': { variables: ({ holder: { registration } }) => ({ input: { response: registration } }), outcome: 'INVALID_CREDENTIALS' },
        'an answer of 50,000 characters': { variables: () => ({ input: { response: 'x'.repeat(50_000) } }), outcome: 'INVALID_CREDENTIALS' },
        'a label with U+0000': { variables: ({ holder: { answer } }) => ({ input: { response: answer, deviceLabel: NUL } }), outcome: 'BAD_USER_INPUT' },
        'a person among the input': { variables: ({ holder: { answer }, owner }) => ({ input: { response: answer, userId: owner.id } }), outcome: 'BAD_USER_INPUT' },
        'explicit null': { variables: () => ({ input: { response: null } }), outcome: 'BAD_USER_INPUT' },
      },
    },
  },
};
