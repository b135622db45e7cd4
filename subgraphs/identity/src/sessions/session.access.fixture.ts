import { OWN } from '@sangam/kit/testing/access-specimens';
import { newId } from '@sangam/kit/ids/new-id';
import { LoginDocument, LogoutDocument, ReauthenticateDocument, RefreshTokenDocument, RevokeAllLoginSessionsDocument, RevokeLoginSessionDocument } from '@sangam/schema/typed/operations';
import { flipped, type IdentitySpecimens, SQL, STRONG } from '../access-world.fixture';

export const sessionAccess: IdentitySpecimens = {
  fields: {
    'Mutation.logout': { document: LogoutDocument, viewer: ({ sessionId }) => ({ sessionId }) },
    'Mutation.reauthenticate': {
      document: ReauthenticateDocument, variables: ({ owner: { password } }) => ({ input: { password } }), viewer: ({ sessionId }) => ({ sessionId }),
      outcomes: { stranger: 'INVALID_CREDENTIALS', otherTenant: 'INVALID_CREDENTIALS' }, counts: ['login_throttle'],
    },
    'Mutation.revokeLoginSession': { document: RevokeLoginSessionDocument, variables: ({ sessionId }) => ({ id: sessionId }) },
    'Mutation.revokeAllLoginSessions': { document: RevokeAllLoginSessionsDocument, variables: () => ({ includeCurrent: true }), outcomes: { stranger: OWN, otherTenant: OWN } },
  },
  publicFields: {
    'Mutation.login': {
      document: LoginDocument, variables: ({ owner: { email, password } }) => ({ input: { email, password } }), counts: ['login_throttle'],
      hostile: {
        'a wrong password': { variables: ({ owner: { email } }) => ({ input: { email, password: STRONG } }), outcome: 'INVALID_CREDENTIALS' },
        'an unknown address': { variables: () => ({ input: { email: 'nobody@example.com', password: STRONG } }), outcome: 'INVALID_CREDENTIALS' },
        'SQL for a password': { variables: ({ owner: { email } }) => ({ input: { email, password: SQL } }), outcome: 'INVALID_CREDENTIALS' },
        'a password of 50,000 characters': { variables: () => ({ input: { email: 'long@example.com', password: 'x'.repeat(50_000) } }), outcome: 'INVALID_CREDENTIALS' },
        'a password with U+0000': { variables: ({ owner: { email, password } }) => ({ input: { email, password: `${password}\u0000` } }), outcome: 'BAD_USER_INPUT' },
        'an operator for a password': { variables: ({ owner: { email } }) => ({ input: { email, password: { $ne: '' } } }), outcome: 'BAD_USER_INPUT' },
        'a list of passwords': { variables: ({ owner: { email, password } }) => ({ input: { email, password: [password] } }), outcome: 'BAD_USER_INPUT' },
        'explicit null': { variables: ({ owner: { email } }) => ({ input: { email, password: null } }), outcome: 'BAD_USER_INPUT' },
      },
    },
    'Mutation.refreshToken': {
      document: RefreshTokenDocument, variables: ({ session: { refreshToken } }) => ({ refreshToken }),
      hostile: {
        'an access token': { variables: ({ session: { accessToken } }) => ({ refreshToken: accessToken }), outcome: 'INVALID_TOKEN' },
        'another sequence number': { variables: ({ session: { refreshToken } }) => ({ refreshToken: refreshToken.replace('.1.', '.2.') }), outcome: 'INVALID_TOKEN' },
        'one character changed': { variables: ({ session: { refreshToken } }) => ({ refreshToken: flipped(refreshToken) }), outcome: 'INVALID_TOKEN' },
        'another session': { variables: ({ session: { refreshToken }, sessionId }) => ({ refreshToken: refreshToken.replace(sessionId, newId()) }), outcome: 'INVALID_TOKEN' },
        'no text': { variables: () => ({ refreshToken: '' }), outcome: 'INVALID_TOKEN' },
        'a token with U+0000': { variables: ({ session: { refreshToken } }) => ({ refreshToken: `${refreshToken}\u0000` }), outcome: 'BAD_USER_INPUT' },
        'explicit null': { variables: () => ({ refreshToken: null }), outcome: 'BAD_USER_INPUT' },
      },
    },
  },
  entities: {
    LoginSession: { key: ({ sessionId }) => ({ id: sessionId }) },
  },
};
