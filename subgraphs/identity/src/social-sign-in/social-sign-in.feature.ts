import { anyone, recentlyAuthenticated, verifiedEmail } from '@sangam/kit/authorization/basic-rules';
import { alone, defineRules, limited, rule } from '@sangam/kit/authorization/rules';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { selfOrAdmin } from '../users/user.rules';
import { ExternalIdentity } from './external-identity.entity';
import { ProviderState } from './provider-state.entity';
import { removeOldProviderStates } from './provider-state.jobs';
import { SocialSignInResolver } from './social-sign-in.resolver';
import { socialSignInSettings } from './social-sign-in.settings';

const QUARTER_HOUR = 900;

/** Another way to sign in is for the person alone: neither for whoever acts in their name nor for a stolen session. */
const lately = rule('verified-and-lately-proven', (input) => verifiedEmail.decide(input) ?? recentlyAuthenticated.decide(input));

export const socialSignIn = defineFeature({
  name: 'social-sign-in',
  entities: [ExternalIdentity, ProviderState],
  resolvers: [SocialSignInResolver],
  rules: defineRules({
    Mutation: {
      requestAuthorizationUrl: alone(limited(anyone, 30, QUARTER_HOUR, 'ip')),
      signInWithProvider: alone(limited(anyone, 30, QUARTER_HOUR, 'ip')),
      signInWithMockProvider: alone(limited(anyone, 30, QUARTER_HOUR, 'ip')),
      linkExternalIdentity: alone(limited(lately, 10, QUARTER_HOUR)),
      unlinkExternalIdentity: recentlyAuthenticated,
    },
    types: { ProviderAuthorization: 'open', ExternalIdentity: 'open', User: { fields: { externalIdentities: selfOrAdmin } } },
    reads: { User: { externalIdentities: 'nothing' } },
  }),
  jobs: [removeOldProviderStates],
  settings: [socialSignInSettings],
  personalData: [
    personalRows<ExternalIdentity>({ entity: ExternalIdentity, person: 'userId', mentions: ['email'], exported: { file: 'external-identities', key: 'id', row: ['provider', 'subject', 'email', 'createdAt', 'lastUsedAt'] }, erase: 'delete' }),
    personalRows<ProviderState>({ entity: ProviderState, person: 'userId', exported: null, erase: 'delete' }),
  ],
});
