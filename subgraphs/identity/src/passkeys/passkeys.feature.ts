import { anyone, inPerson, recentlyAuthenticated } from '@sangam/kit/authorization/basic-rules';
import { alone, defineRules, limited } from '@sangam/kit/authorization/rules';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { Passkey, PasskeyChallenge } from './passkey.entity';
import { PasskeyResolver } from './passkey.resolver';

const QUARTER_HOUR = 900;

export const passkeys = defineFeature({
  name: 'passkeys',
  entities: [Passkey, PasskeyChallenge],
  resolvers: [PasskeyResolver],
  rules: defineRules({
    Mutation: {
      beginPasskeyRegistration: alone(limited(recentlyAuthenticated, 10, QUARTER_HOUR)),
      completePasskeyRegistration: alone(limited(inPerson, 10, QUARTER_HOUR)),
      beginPasskeyProof: alone(limited(inPerson, 10, QUARTER_HOUR)),
      beginPasskeySignIn: alone(limited(anyone, 50, 60, 'ip')),
      signInWithPasskey: alone(limited(anyone, 50, 60, 'ip')),
    },
    types: { PasskeyRequest: 'open' },
  }),
  personalData: [
    personalRows<Passkey>({ entity: Passkey, person: 'userId', exported: { file: 'passkeys', key: 'id', row: ['label', 'createdAt', 'lastUsedAt'] }, erase: 'delete' }),
    personalRows<PasskeyChallenge>({ entity: PasskeyChallenge, person: 'userId', exported: null, erase: 'delete' }),
  ],
});
