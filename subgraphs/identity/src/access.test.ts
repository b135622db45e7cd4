import { describeAccess } from '@sangam/kit/testing/access-matrix';
import { OWN, type AccessWorld } from '@sangam/kit/testing/access-specimens';
import type { SignedIn, TestGraph, TestPerson } from '@sangam/kit/testing/harness';
import { newId } from '@sangam/kit/ids/new-id';
import { CreatePeopleDocument, ExistingUserIdsDocument, SigningKeysDocument, ViewerOfSessionDocument } from '@sangam/schema/typed/internal';
import {
  ActivateUserDocument, BanUserDocument, ChangePasswordDocument, DeactivateUserDocument, EmailRegisteredDocument, LoginDocument, LogoutDocument, MeDocument, RefreshTokenDocument, RegisterBirthDetailsDocument, RegisterDocument, RequestPasswordResetDocument, ResendEmailVerificationDocument, ResetPasswordDocument,
  RevokeAllLoginSessionsDocument, RevokeLoginSessionDocument, UpdateBirthDetailsDocument, UserDocument, VerifyEmailDocument,
} from '@sangam/schema/typed/operations';
import { signUpNewcomer, type Newcomer } from './email-tokens/newcomer.fixture';
import { subgraph } from './subgraph';

/** A person with a living login session. */
interface IdentityWorld extends AccessWorld {
  readonly session: SignedIn;
  readonly sessionId: string;
  /** Somebody who signed up and has the mails. */
  readonly newcomer: Newcomer;
  /** Without birth details. */
  readonly undescribed: TestPerson;
}

async function makeWorld(graph: TestGraph): Promise<IdentityWorld> {
  const owner = await graph.person({ displayName: 'Asha Rao' });
  const session = await owner.signIn();
  const [sessionId = ''] = session.refreshToken.split('.');
  await graph.asUser({ userId: owner.id }).ask(RegisterBirthDetailsDocument, { input: BIRTH });
  const newcomer = await signUpNewcomer(graph);
  const undescribed = await graph.person();
  return { owner, session, sessionId, newcomer, undescribed, secrets: [owner.email, owner.password, session.accessToken, session.refreshToken, sessionId] };
}

const NUL = 'a\u0000b';
const LONE_SURROGATE = 'a\ud800b';
const SQL = "' OR 1=1 --";
const STRONG = 'Another1horse';
const ADMINISTRATOR = () => ({ platformRoles: ['ADMIN'] });
const ONLY_ADMINISTRATORS = { stranger: 'FORBIDDEN', otherTenant: 'FORBIDDEN' } as const;
const BIRTH = { fullName: 'Asha Rao', gender: 'FEMALE', maritalStatus: 'SINGLE', dateOfBirth: '1990-05-15', timeOfBirth: '14:30:00', placeOfBirth: 'Jaipur', timeZone: 'Asia/Kolkata' } as const;

const signUp = (change: object) => () => ({ input: { email: `new-${newId()}@example.com`, password: STRONG, fullName: 'Ravi', termsAccepted: true, ...change } });

describeAccess<IdentityWorld>({
  definition: subgraph,
  subgraphs: ['identity'],
  world: makeWorld,
  fields: {
    'Query.me': { document: MeDocument, outcomes: { stranger: OWN, otherTenant: OWN } },
    'Mutation.changePassword': {
      document: ChangePasswordDocument, variables: ({ owner }) => ({ input: { currentPassword: owner.password, newPassword: STRONG } }),
      outcomes: { stranger: 'INVALID_CREDENTIALS', otherTenant: 'INVALID_CREDENTIALS' },
    },
    'Mutation.registerBirthDetails': { document: RegisterBirthDetailsDocument, viewer: ({ undescribed }) => ({ userId: undescribed.id }), variables: () => ({ input: BIRTH }), outcomes: { stranger: OWN, otherTenant: OWN } },
    'Mutation.updateBirthDetails': { document: UpdateBirthDetailsDocument, variables: () => ({ input: { placeOfBirth: 'Udaipur' } }) },
    'Query.user': { document: UserDocument, variables: ({ undescribed: { id } }) => ({ id }), viewer: ADMINISTRATOR, outcomes: ONLY_ADMINISTRATORS },
    'Mutation.activateUser': { document: ActivateUserDocument, variables: ({ undescribed: { id } }) => ({ id }), viewer: ADMINISTRATOR, outcomes: ONLY_ADMINISTRATORS },
    'Mutation.deactivateUser': { document: DeactivateUserDocument, variables: ({ undescribed: { id } }) => ({ id, reason: 'Asked for it' }), viewer: ADMINISTRATOR, outcomes: ONLY_ADMINISTRATORS },
    'Mutation.banUser': { document: BanUserDocument, variables: ({ undescribed: { id } }) => ({ id, reason: 'Spam' }), viewer: ADMINISTRATOR, outcomes: ONLY_ADMINISTRATORS },
    'Mutation.logout': { document: LogoutDocument, viewer: ({ sessionId }) => ({ sessionId }) },
    'Mutation.revokeLoginSession': { document: RevokeLoginSessionDocument, variables: ({ sessionId }) => ({ id: sessionId }) },
    'Mutation.revokeAllLoginSessions': { document: RevokeAllLoginSessionsDocument, variables: () => ({ includeCurrent: true }), outcomes: { stranger: OWN, otherTenant: OWN } },
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
  internalFields: {
    'Query.viewerOfSession': { document: ViewerOfSessionDocument, variables: ({ sessionId }) => ({ sessionId }) },
    'Query.existingUserIds': { document: ExistingUserIdsDocument, variables: ({ owner }) => ({ ids: [owner.id] }) },
    'Query.signingKeys': { document: SigningKeysDocument },
    'Mutation.createPeople': {
      document: CreatePeopleDocument,
      variables: () => ({ people: [{ displayName: 'Mallory', email: `mallory-${newId()}@example.com`, password: STRONG, platformRoles: ['ADMIN'] }] }),
    },
  },
  entities: {
    User: { key: ({ owner }) => ({ id: owner.id }), visibleTo: ['anonymous', 'stranger', 'otherTenant'], empty: ['bannedUntil'] },
    LoginSession: { key: ({ sessionId }) => ({ id: sessionId }) },
  },
});

/** The same text with another character in its middle. */
function flipped(text: string): string {
  const middle = Math.floor(text.length * 0.75);
  return `${text.slice(0, middle)}${text[middle] === 'A' ? 'B' : 'A'}${text.slice(middle + 1)}`;
}
