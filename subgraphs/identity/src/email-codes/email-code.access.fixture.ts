import { newId } from '@sangam/kit/ids/new-id';
import { RequestEmailCodeDocument, SignInWithEmailCodeDocument } from '@sangam/schema/typed/operations';
import { type IdentitySpecimens, LONE_SURROGATE, NUL, SQL } from '../access-world.fixture';
import { requestedCode, wrong } from './mailed-codes.fixture';

const COUNTS = ['email_code', 'email_code_tries'];

export const emailCodeAccess: IdentitySpecimens = {
  extend: async (graph) => {
    const email = `coded-${newId()}@example.com`;
    return { coded: { email, code: await requestedCode(graph, email) } };
  },
  publicFields: {
    'Mutation.requestEmailCode': {
      document: RequestEmailCodeDocument, variables: () => ({ email: `code-${newId()}@example.com` }),
      hostile: {
        'no address': { variables: () => ({ email: SQL }), outcome: 'BAD_USER_INPUT' },
        'an address with U+0000': { variables: () => ({ email: `${NUL}@example.com` }), outcome: 'BAD_USER_INPUT' },
        'an operator': { variables: () => ({ email: { $ne: null } }), outcome: 'BAD_USER_INPUT' },
        'explicit null': { variables: () => ({ email: null }), outcome: 'BAD_USER_INPUT' },
      },
    },
    'Mutation.signInWithEmailCode': {
      document: SignInWithEmailCodeDocument, variables: ({ coded }) => ({ input: coded }), counts: COUNTS,
      hostile: {
        'another code': { variables: ({ coded: { email, code } }) => ({ input: { email, code: wrong(code) } }), outcome: 'INVALID_CREDENTIALS' },
        'the code of another address': { variables: ({ coded: { code }, owner }) => ({ input: { email: owner.email, code } }), outcome: 'INVALID_CREDENTIALS' },
        'an unknown address': { variables: ({ coded: { code } }) => ({ input: { email: 'nobody@example.com', code } }), outcome: 'INVALID_CREDENTIALS' },
        'no digits': { variables: ({ coded: { email } }) => ({ input: { email, code: '' } }), outcome: 'INVALID_CREDENTIALS' },
        'SQL for a code': { variables: ({ owner }) => ({ input: { email: owner.email, code: SQL } }), outcome: 'INVALID_CREDENTIALS' },
        'a code of 50,000 digits': { variables: ({ owner }) => ({ input: { email: owner.email, code: '1'.repeat(50_000) } }), outcome: 'INVALID_CREDENTIALS' },
        'a code with U+0000': { variables: ({ coded: { email, code } }) => ({ input: { email, code: `${code}\u0000` } }), outcome: 'BAD_USER_INPUT' },
        'a name with a lone surrogate': { variables: ({ coded }) => ({ input: { ...coded, displayName: LONE_SURROGATE } }), outcome: 'BAD_USER_INPUT' },
        'a role among the input': { variables: ({ coded }) => ({ input: { ...coded, platformRoles: ['ADMIN'] } }), outcome: 'BAD_USER_INPUT' },
        'a list of codes': { variables: ({ coded: { email, code } }) => ({ input: { email, code: [code] } }), outcome: 'BAD_USER_INPUT' },
        'an operator for a code': { variables: ({ coded: { email } }) => ({ input: { email, code: { $ne: '' } } }), outcome: 'BAD_USER_INPUT' },
        'explicit null': { variables: ({ coded: { email } }) => ({ input: { email, code: null } }), outcome: 'BAD_USER_INPUT' },
      },
    },
  },
};
