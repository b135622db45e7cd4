import { defineRules } from '@sangam/kit/authorization/rules';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
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
  personalData: [
    personalRows<AccountRegistration>({
      entity: AccountRegistration, person: 'id', mentions: ['mobile'], erase: 'delete',
      exported: { file: 'registration', key: 'id', row: ['userType', 'firstName', 'lastName', 'mobile', 'organizationName', 'jobTitle', 'city', 'referralCode', 'termsVersion', 'termsAcceptedAt'] },
    }),
  ],
});
