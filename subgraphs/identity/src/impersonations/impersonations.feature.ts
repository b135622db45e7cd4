import { inPerson, platformRole } from '@sangam/kit/authorization/basic-rules';
import { alone, defineRules, limited, rule } from '@sangam/kit/authorization/rules';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { ImpersonationResolver } from './impersonation.resolver';

const administrator = platformRole('ADMIN');
const administratorInPerson = rule('administrator-in-person', (input) => administrator.decide(input) ?? inPerson.decide(input));

export const impersonations = defineFeature({
  name: 'impersonations',
  resolvers: [ImpersonationResolver],
  rules: defineRules({
    Mutation: { impersonateUser: alone(limited(administratorInPerson, 20, 3_600)) },
    types: { Impersonation: 'open' },
    reads: { LoginSession: { actor: 'nothing' } },
  }),
});
