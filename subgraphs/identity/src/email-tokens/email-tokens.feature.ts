import { anyone } from '@sangam/kit/authorization/basic-rules';
import { alone, defineRules, limited } from '@sangam/kit/authorization/rules';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { addressRows } from '../users/address-rows';
import { EmailAllowance, EmailToken } from './email-token.entity';
import { removeOldEmailTokens, requestPasswordResetMail, requestVerificationMail } from './email-token.jobs';
import { EmailTokenResolver } from './email-token.resolver';

const QUARTER_HOUR = 900;

export const emailTokens = defineFeature({
  name: 'email-tokens',
  entities: [EmailToken, EmailAllowance],
  resolvers: [EmailTokenResolver],
  rules: defineRules({
    Query: { emailRegistered: alone(limited(anyone, 5, QUARTER_HOUR, 'ip')) },
    Mutation: {
      requestPasswordReset: alone(limited(anyone, 5, QUARTER_HOUR, 'ip')),
      resetPassword: alone(limited(anyone, 10, QUARTER_HOUR, 'ip')),
      verifyEmail: alone(limited(anyone, 10, QUARTER_HOUR, 'ip')),
      resendEmailVerification: alone(limited(anyone, 5, QUARTER_HOUR, 'ip')),
    },
    types: { EmailReceipt: 'open', ProvenEmailAddress: 'open' },
    reads: { Query: { emailRegistered: 'nothing' } },
  }),
  jobs: [requestPasswordResetMail, requestVerificationMail, removeOldEmailTokens],
  personalData: [
    personalRows<EmailToken>({ entity: EmailToken, person: 'userId', mentions: ['emailCanonical'], exported: null, erase: 'delete' }),
    addressRows(EmailAllowance),
  ],
});
