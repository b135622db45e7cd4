import { newId } from '@sangam/kit/ids/new-id';
import {
  RequestAuthorizationUrlDocument, LinkExternalIdentityDocument, SignInWithMockProviderDocument, SignInWithProviderDocument, UnlinkExternalIdentityDocument,
} from '@sangam/schema/typed/operations';
import { flipped, type IdentitySpecimens, type IdentityWorld, LONE_SURROGATE, NUL, SQL } from '../access-world.fixture';
import { socialScene } from './social-scene.fixture';

const FAILED = 'PROVIDER_SIGN_IN_FAILED';
const returned = (change: object) => ({ social }: IdentityWorld) => ({ input: { ...social.returned, ...change } });

export const socialSignInAccess: IdentitySpecimens = {
  extend: async (graph, { owner }) => {
    const social = await socialScene(graph, owner);
    return { social, secrets: [social.identityId] };
  },
  fields: {
    'Mutation.linkExternalIdentity': {
      document: LinkExternalIdentityDocument, variables: ({ social }) => ({ input: social.linking }),
      // What the owner began nobody else ends.
      outcomes: { stranger: FAILED, otherTenant: FAILED },
    },
    'Mutation.unlinkExternalIdentity': { document: UnlinkExternalIdentityDocument, variables: ({ social }) => ({ id: social.identityId }) },
  },
  publicFields: {
    'Mutation.requestAuthorizationUrl': {
      document: RequestAuthorizationUrlDocument, variables: () => ({ provider: 'GOOGLE' }),
      hostile: {
        'an address of somebody else': { variables: () => ({ provider: 'GOOGLE', redirectUri: 'https://evil.example/' }), outcome: 'BAD_USER_INPUT' },
        'a script for an address': { variables: () => ({ provider: 'GOOGLE', redirectUri: 'javascript:alert(1)' }), outcome: 'BAD_USER_INPUT' },
        'SQL for an address': { variables: () => ({ provider: 'GOOGLE', redirectUri: SQL }), outcome: 'BAD_USER_INPUT' },
        'a provider that is none': { variables: () => ({ provider: 'MALLORY' }), outcome: 'BAD_USER_INPUT' },
        'a provider without settings': { variables: () => ({ provider: 'MOCK' }), outcome: 'PROVIDER_NOT_CONFIGURED' },
        'explicit null': { variables: () => ({ provider: null }), outcome: 'BAD_USER_INPUT' },
      },
    },
    'Mutation.signInWithProvider': {
      document: SignInWithProviderDocument, variables: returned({}), counts: ['provider_state'],
      hostile: {
        'a code that is made up': { variables: ({ social }) => ({ input: { ...social.spare, code: newId() } }), outcome: FAILED },
        'another state': { variables: returned({ state: newId() }), outcome: FAILED },
        'one character of the state token changed': { variables: ({ social }) => ({ input: { ...social.returned, stateToken: flipped(social.returned.stateToken) } }), outcome: FAILED },
        'an access token for the state token': { variables: ({ social, session }) => ({ input: { ...social.returned, stateToken: session.accessToken.slice(0, 255) } }), outcome: FAILED },
        'another provider': { variables: returned({ provider: 'KAKAO' }), outcome: FAILED },
        'what somebody began who links': { variables: ({ social }) => ({ input: social.linking }), outcome: FAILED },
        'SQL for a code': { variables: ({ social }) => ({ input: { ...social.spare, code: SQL } }), outcome: FAILED },
        'no code': { variables: returned({ code: '' }), outcome: 'BAD_USER_INPUT' },
        'a code of 50,000 characters': { variables: returned({ code: 'x'.repeat(50_000) }), outcome: 'BAD_USER_INPUT' },
        'a code with U+0000': { variables: returned({ code: NUL }), outcome: 'BAD_USER_INPUT' },
        'a label with a lone surrogate': { variables: returned({ deviceLabel: LONE_SURROGATE }), outcome: 'BAD_USER_INPUT' },
        'a person among the input': { variables: returned({ userId: newId() }), outcome: 'BAD_USER_INPUT' },
        'explicit null': { variables: returned({ state: null }), outcome: 'BAD_USER_INPUT' },
      },
    },
    'Mutation.signInWithMockProvider': {
      document: SignInWithMockProviderDocument, variables: () => ({ input: { email: `mock-${newId()}@example.com` } }),
      hostile: {
        'the address of a real account': { variables: ({ owner }) => ({ input: { email: owner.email } }), outcome: 'PROVIDER_NOT_LINKED' },
        'no address': { variables: () => ({ input: { email: SQL } }), outcome: 'BAD_USER_INPUT' },
        'a role among the input': { variables: () => ({ input: { platformRoles: ['ADMIN'] } }), outcome: 'BAD_USER_INPUT' },
      },
    },
  },
};
