import { platformRole, recentlyAuthenticated } from '@sangam/kit/authorization/basic-rules';
import { alone, defineRules, limited, rule } from '@sangam/kit/authorization/rules';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { ImpersonationResolver } from './impersonation.resolver';

const administrator = platformRole('ADMIN');
const provenAdministrator = rule('administrator-lately-proven', (input) => administrator.decide(input) ?? recentlyAuthenticated.decide(input));

export const impersonations = defineFeature({
  name: 'impersonations',
  resolvers: [ImpersonationResolver],
  rules: defineRules({
    Mutation: { impersonateUser: alone(limited(provenAdministrator, 20, 3_600)) },
    types: { Impersonation: 'open' },
    reads: { LoginSession: { actor: 'nothing' } },
  }),
});
