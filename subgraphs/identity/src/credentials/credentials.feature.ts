import { anyone, inPerson } from '@sangam/kit/authorization/basic-rules';
import { alone, defineRules, limited } from '@sangam/kit/authorization/rules';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { identitySettings } from '../settings';
import { addressHash } from '../users/address-hash';
import { addressRows } from '../users/address-rows';
import { LoginThrottle, PasswordCredential } from './credential.entity';
import { secondFactorTries } from './login-throttle';
import { forgetLoginFailures } from './credential.jobs';
import { CredentialResolver } from './credential.resolver';

export const credentials = defineFeature({
  name: 'credentials',
  entities: [PasswordCredential, LoginThrottle],
  resolvers: [CredentialResolver],
  rules: defineRules({
    Mutation: { register: alone(limited(anyone, 100, 60, 'ip')), changePassword: alone(limited(inPerson, 10, 900)) },
  }),
  jobs: [forgetLoginFailures],
  settings: [identitySettings],
  personalData: [
    personalRows<PasswordCredential>({ entity: PasswordCredential, person: 'userId', exported: { file: 'password', key: 'userId', row: ['changedAt'] }, erase: 'delete' }),
    addressRows(LoginThrottle, (userId) => [addressHash(secondFactorTries(userId))]),
  ],
});
