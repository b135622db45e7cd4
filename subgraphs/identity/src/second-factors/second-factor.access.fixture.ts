import { OWN } from '@sangam/kit/testing/access-specimens';
import { newId } from '@sangam/kit/ids/new-id';
import {
  BeginRequiredMfaDocument, CompleteRequiredMfaDocument, ConfirmTotpDocument, EnrollTotpDocument, RegenerateBackupCodesDocument, RemoveMfaMethodDocument, RevealBackupCodesDocument, VerifyMfaDocument,
} from '@sangam/schema/typed/operations';
import { flipped, type IdentitySpecimens, type IdentityWorld } from '../access-world.fixture';
import { signUpNewcomer } from '../email-tokens/newcomer.fixture';
import { enrollingPerson, requiredMfa, securedPerson } from './secured-person.fixture';

/** The person with the app in the owner's place. */
const secured = ({ secured: { id } }: IdentityWorld) => ({ userId: id });
const WRONG_CODE = { stranger: 'MFA_CODE_INVALID', otherTenant: 'MFA_CODE_INVALID' } as const;
const COUNTS = ['login_throttle'];
const verify = (change: (world: IdentityWorld) => object) => (world: IdentityWorld) => ({ input: { loginToken: world.loginToken, method: 'TOTP', code: '000000', ...change(world) } });

export const secondFactorAccess: IdentitySpecimens = {
  extend: async (graph) => {
    const secured = await securedPerson(graph);
    const [loginToken, enrolling, required, newcomer] = [await secured.beginSignIn(), await enrollingPerson(graph), await requiredMfa(graph), await signUpNewcomer(graph)];
    return { secured, loginToken, enrolling, required, newcomer, secrets: [secured.email, secured.methodId, secured.secret, enrolling.enrollmentId] };
  },
  fields: {
    'Mutation.enrollTotp': { document: EnrollTotpDocument, outcomes: { stranger: OWN, otherTenant: OWN } },
    'Mutation.confirmTotp': {
      document: ConfirmTotpDocument, variables: ({ enrolling }) => ({ input: { enrollmentId: enrolling.enrollmentId, code: enrolling.code() } }), viewer: ({ enrolling }) => ({ userId: enrolling.id }),
    },
    'Mutation.removeMfaMethod': {
      document: RemoveMfaMethodDocument, viewer: secured, variables: ({ secured: { methodId, backupCodes } }) => ({ input: { id: methodId, proof: { method: 'BACKUP_CODE', code: backupCodes[0] } } }),
    },
    'Mutation.regenerateBackupCodes': { document: RegenerateBackupCodesDocument, viewer: secured, variables: ({ secured: { code } }) => ({ code: code() }), outcomes: WRONG_CODE, counts: COUNTS },
    'Mutation.revealBackupCodes': { document: RevealBackupCodesDocument, viewer: secured, variables: ({ secured: { code } }) => ({ code: code() }), outcomes: WRONG_CODE, counts: COUNTS },
  },
  publicFields: {
    'Mutation.verifyMfa': {
      document: VerifyMfaDocument, variables: verify(({ secured: { code } }) => ({ code: code() })), counts: ['login_throttle', 'login_transaction'],
      hostile: {
        'a wrong code': { variables: verify(() => ({})), outcome: 'MFA_CODE_INVALID' },
        'a code of another method': { variables: verify(({ secured: { backupCodes } }) => ({ code: backupCodes[0] })), outcome: 'MFA_CODE_INVALID' },
        'a changed token': { variables: verify(({ loginToken }) => ({ loginToken: flipped(loginToken) })), outcome: 'INVALID_TOKEN' },
        'a mailed token': { variables: verify(({ newcomer }) => ({ loginToken: newcomer.resetToken })), outcome: 'INVALID_TOKEN' },
        'an access token': { variables: verify(({ session }) => ({ loginToken: session.accessToken })), outcome: 'INVALID_TOKEN' },
        'an operator for a code': { variables: verify(() => ({ code: { $ne: '' } })), outcome: 'BAD_USER_INPUT' },
        'a list of codes': { variables: verify(() => ({ code: ['000000', '000001'] })), outcome: 'BAD_USER_INPUT' },
        'a person among the input': { variables: verify(({ owner }) => ({ userId: owner.id })), outcome: 'BAD_USER_INPUT' },
        'explicit null': { variables: verify(() => ({ code: null })), outcome: 'BAD_USER_INPUT' },
      },
    },
    'Mutation.beginRequiredMfa': {
      document: BeginRequiredMfaDocument, variables: ({ required }) => ({ loginToken: required.loginToken }),
      hostile: {
        'a token of the other step': { variables: ({ loginToken }) => ({ loginToken }), outcome: 'INVALID_TOKEN' },
        'a changed token': { variables: ({ required }) => ({ loginToken: flipped(required.loginToken) }), outcome: 'INVALID_TOKEN' },
        'no text': { variables: () => ({ loginToken: '' }), outcome: 'INVALID_TOKEN' },
      },
    },
    'Mutation.completeRequiredMfa': {
      document: CompleteRequiredMfaDocument, variables: ({ required }) => ({ input: required.confirmation() }), counts: ['login_transaction'],
      hostile: {
        'a wrong code': { variables: ({ required }) => ({ input: { ...required.confirmation(), code: 'abcdef' } }), outcome: 'MFA_CODE_INVALID' },
        'another enrolment': { variables: ({ required }) => ({ input: { ...required.confirmation(), enrollmentId: newId() } }), outcome: 'NOT_FOUND' },
        'a token of the other step': { variables: ({ required, loginToken }) => ({ input: { ...required.confirmation(), loginToken } }), outcome: 'INVALID_TOKEN' },
        'explicit null': { variables: ({ required }) => ({ input: { ...required.confirmation(), code: null } }), outcome: 'BAD_USER_INPUT' },
      },
    },
  },
};
