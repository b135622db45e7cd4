import { EmailRegisteredDocument, RequestPasswordResetDocument, ResendEmailVerificationDocument, ResetPasswordDocument, VerifyEmailDocument } from '@sangam/schema/typed/operations';
import { flipped, type IdentitySpecimens, SQL, STRONG } from '../access-world.fixture';
import { signUpNewcomer } from './newcomer.fixture';

export const emailTokenAccess: IdentitySpecimens = {
  extend: async (graph) => ({ newcomer: await signUpNewcomer(graph) }),
  publicFields: {
    'Query.emailRegistered': {
      document: EmailRegisteredDocument, variables: ({ newcomer: { email } }) => ({ email }),
      hostile: { 'no address': { variables: () => ({ email: SQL }), outcome: 'BAD_USER_INPUT' }, 'an operator': { variables: () => ({ email: { $ne: null } }), outcome: 'BAD_USER_INPUT' } },
    },
    'Mutation.requestPasswordReset': {
      document: RequestPasswordResetDocument, variables: ({ newcomer: { email } }) => ({ email }),
      hostile: { 'no address': { variables: () => ({ email: SQL }), outcome: 'BAD_USER_INPUT' }, 'explicit null': { variables: () => ({ email: null }), outcome: 'BAD_USER_INPUT' } },
    },
    'Mutation.resendEmailVerification': {
      document: ResendEmailVerificationDocument, variables: ({ newcomer: { email } }) => ({ email }),
      hostile: { 'no address': { variables: () => ({ email: SQL }), outcome: 'BAD_USER_INPUT' }, 'explicit null': { variables: () => ({ email: null }), outcome: 'BAD_USER_INPUT' } },
    },
    'Mutation.verifyEmail': {
      document: VerifyEmailDocument, variables: ({ newcomer }) => ({ token: newcomer.verificationToken }),
      hostile: {
        'one character changed': { variables: ({ newcomer }) => ({ token: flipped(newcomer.verificationToken) }), outcome: 'INVALID_TOKEN' },
        'a token of another purpose': { variables: ({ newcomer }) => ({ token: newcomer.resetToken }), outcome: 'INVALID_TOKEN' },
        'an access token': { variables: ({ session }) => ({ token: session.accessToken }), outcome: 'INVALID_TOKEN' },
        'no text': { variables: () => ({ token: '' }), outcome: 'INVALID_TOKEN' },
        'a token with U+0000': { variables: ({ newcomer }) => ({ token: `${newcomer.verificationToken}\u0000` }), outcome: 'BAD_USER_INPUT' },
      },
    },
    'Mutation.resetPassword': {
      document: ResetPasswordDocument, variables: ({ newcomer }) => ({ input: { token: newcomer.resetToken, newPassword: STRONG } }),
      hostile: {
        'one character changed': { variables: ({ newcomer }) => ({ input: { token: flipped(newcomer.resetToken), newPassword: STRONG } }), outcome: 'INVALID_TOKEN' },
        'a token of another purpose': { variables: ({ newcomer }) => ({ input: { token: newcomer.verificationToken, newPassword: STRONG } }), outcome: 'INVALID_TOKEN' },
        'a weak password': { variables: ({ newcomer }) => ({ input: { token: newcomer.resetToken, newPassword: 'short' } }), outcome: 'BAD_USER_INPUT' },
        'a person among the input': { variables: ({ newcomer, owner }) => ({ input: { token: newcomer.resetToken, newPassword: STRONG, userId: owner.id } }), outcome: 'BAD_USER_INPUT' },
        'explicit null': { variables: ({ newcomer }) => ({ input: { token: newcomer.resetToken, newPassword: null } }), outcome: 'BAD_USER_INPUT' },
      },
    },
  },
};
