import { signedIn } from '@sangam/kit/authorization/basic-rules';
import { defineRules } from '@sangam/kit/authorization/rules';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { selfOrAdmin } from '../users/user.rules';
import { BirthDetails } from './birth-details.entity';
import { BirthDetailsOfTokensResolver, BirthDetailsResolver } from './birth-details.resolver';

export const birthDetails = defineFeature({
  name: 'birth-details',
  entities: [BirthDetails],
  resolvers: [BirthDetailsResolver, BirthDetailsOfTokensResolver],
  rules: defineRules({
    Mutation: { registerBirthDetails: signedIn, updateBirthDetails: signedIn },
    types: { BirthDetails: 'open', User: { fields: { birthDetails: selfOrAdmin } } },
    reads: { User: { birthDetails: 'nothing' }, AuthenticationTokens: { hasProfile: 'nothing' } },
  }),
  personalData: [
    personalRows<BirthDetails>({
      entity: BirthDetails, person: 'userId', erase: 'delete',
      exported: { file: 'birth-details', key: 'id', row: ['fullName', 'gender', 'maritalStatus', 'dateOfBirth', 'timeOfBirth', 'placeOfBirth', 'timeZone', 'createdAt', 'updatedAt'] },
    }),
  ],
});
