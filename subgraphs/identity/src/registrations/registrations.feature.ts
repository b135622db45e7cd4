import { defineRules } from '@sangam/kit/authorization/rules';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { selfOrAdmin } from '../users/user.rules';
import { AccountRegistration } from './account-registration.entity';
import { RegistrationResolver } from './registration.resolver';

export const registrations = defineFeature({
  name: 'registrations',
  entities: [AccountRegistration],
  resolvers: [RegistrationResolver],
  rules: defineRules({
    types: { AccountRegistration: 'open', User: { fields: { registration: selfOrAdmin } } },
    reads: { User: { registration: 'nothing' } },
  }),
});
