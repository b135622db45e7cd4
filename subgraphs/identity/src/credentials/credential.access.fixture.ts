import { newId } from '@sangam/kit/ids/new-id';
import { ChangePasswordDocument, RegisterDocument } from '@sangam/schema/typed/operations';
import { type IdentitySpecimens, LONE_SURROGATE, NUL, SQL, STRONG } from '../access-world.fixture';

const signUp = (change: object) => () => ({ input: { email: `new-${newId()}@example.com`, password: STRONG, fullName: 'Ravi', termsAccepted: true, ...change } });

export const credentialAccess: IdentitySpecimens = {
  fields: {
    'Mutation.changePassword': {
      document: ChangePasswordDocument, variables: ({ owner }) => ({ input: { currentPassword: owner.password, newPassword: STRONG } }),
      outcomes: { stranger: 'INVALID_CREDENTIALS', otherTenant: 'INVALID_CREDENTIALS' }, counts: ['login_throttle'],
    },
  },
  publicFields: {
    'Mutation.register': {
      document: RegisterDocument, variables: signUp({}),
      hostile: {
        'an address with U+0000': { variables: signUp({ email: `${NUL}@example.com` }), outcome: 'BAD_USER_INPUT' },
        'a name with U+0000': { variables: signUp({ fullName: NUL }), outcome: 'BAD_USER_INPUT' },
        'a name with a lone surrogate': { variables: signUp({ fullName: LONE_SURROGATE }), outcome: 'BAD_USER_INPUT' },
        'a name of 50,000 characters': { variables: signUp({ fullName: 'x'.repeat(50_000) }), outcome: 'BAD_USER_INPUT' },
        'a password of 50,000 characters': { variables: signUp({ password: `Aa1${'x'.repeat(50_000)}` }), outcome: 'BAD_USER_INPUT' },
        'a role among the input': { variables: signUp({ platformRoles: ['ADMIN'] }), outcome: 'BAD_USER_INPUT' },
        'an id among the input': { variables: signUp({ id: newId() }), outcome: 'BAD_USER_INPUT' },
        'a list for an address': { variables: signUp({ email: ['a@example.com'] }), outcome: 'BAD_USER_INPUT' },
        'an operator for an address': { variables: signUp({ email: { $ne: null } }), outcome: 'BAD_USER_INPUT' },
        'SQL for an address': { variables: signUp({ email: SQL }), outcome: 'BAD_USER_INPUT' },
        'explicit null': { variables: signUp({ password: null }), outcome: 'BAD_USER_INPUT' },
        'terms that are not accepted': { variables: signUp({ termsAccepted: false }), outcome: 'BAD_USER_INPUT' },
        // The same answer as for an unknown address; a mail tells the owner.
        'an address that is taken': { variables: ({ owner }) => ({ input: { email: owner.email, password: STRONG, fullName: 'Thief', termsAccepted: true } }), outcome: 'own' },
      },
    },
  },
};
