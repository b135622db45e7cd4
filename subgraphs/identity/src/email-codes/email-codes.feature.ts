import { anyone } from '@sangam/kit/authorization/basic-rules';
import { alone, defineRules, limited } from '@sangam/kit/authorization/rules';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { addressRows } from '../users/address-rows';
import { EmailCode, EmailCodeTries } from './email-code.entity';
import { removeOldEmailCodes } from './email-code.jobs';
import { EmailCodeResolver } from './email-code.resolver';
import { emailCodeSettings } from './email-code.settings';

const QUARTER_HOUR = 900;

export const emailCodes = defineFeature({
  name: 'email-codes',
  entities: [EmailCode, EmailCodeTries],
  resolvers: [EmailCodeResolver],
  rules: defineRules({
    Mutation: {
      requestEmailCode: alone(limited(anyone, 10, QUARTER_HOUR, 'ip')),
      signInWithEmailCode: alone(limited(anyone, 30, QUARTER_HOUR, 'ip')),
    },
    types: { EmailCodeReceipt: 'open' },
  }),
  jobs: [removeOldEmailCodes],
  settings: [emailCodeSettings],
  personalData: [addressRows(EmailCode), addressRows(EmailCodeTries)],
});
