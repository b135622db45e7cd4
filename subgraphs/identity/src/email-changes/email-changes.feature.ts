import { anyone, recentlyAuthenticated } from '@sangam/kit/authorization/basic-rules';
import { alone, defineRules, limited } from '@sangam/kit/authorization/rules';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { requestEmailChangeMail } from './email-change.jobs';
import { EmailChangeResolver } from './email-change.resolver';

const QUARTER_HOUR = 900;

export const emailChanges = defineFeature({
  name: 'email-changes',
  resolvers: [EmailChangeResolver],
  rules: defineRules({
    Mutation: {
      requestEmailChange: alone(limited(recentlyAuthenticated, 5, QUARTER_HOUR)),
      confirmEmailChange: alone(limited(anyone, 10, QUARTER_HOUR, 'ip')),
    },
  }),
  jobs: [requestEmailChangeMail],
});
