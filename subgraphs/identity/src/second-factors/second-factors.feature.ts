import { anyone, inPerson, recentlyAuthenticated } from '@sangam/kit/authorization/basic-rules';
import { alone, defineRules, limited } from '@sangam/kit/authorization/rules';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { LoginTransaction } from '../login-transactions/login-transaction.entity';
import { selfOrAdmin } from '../users/user.rules';
import { BackupCode, BackupCodeSet } from './backup-code.entity';
import { removeOldLoginSteps } from './mfa.jobs';
import { MfaResolver } from './mfa.resolver';
import { PendingTotp, TotpMethod } from './totp.entity';

const QUARTER_HOUR = 900;

export const secondFactors = defineFeature({
  name: 'second-factors',
  entities: [LoginTransaction, PendingTotp, TotpMethod, BackupCodeSet, BackupCode],
  resolvers: [MfaResolver],
  rules: defineRules({
    Mutation: {
      verifyMfa: alone(limited(anyone, 50, 60, 'ip')),
      enrollTotp: alone(limited(recentlyAuthenticated, 10, QUARTER_HOUR)),
      beginRequiredMfa: alone(limited(anyone, 10, 60, 'ip')),
      completeRequiredMfa: alone(limited(anyone, 10, 60, 'ip')),
      removeMfaMethod: alone(limited(recentlyAuthenticated, 10, QUARTER_HOUR)),
      regenerateBackupCodes: alone(limited(inPerson, 10, QUARTER_HOUR)),
      revealBackupCodes: alone(limited(inPerson, 10, QUARTER_HOUR)),
      confirmTotp: alone(limited(inPerson, 10, QUARTER_HOUR)),
    },
    types: {
      MfaRequired: 'open', MfaEnrollmentRequired: 'open', TotpEnrollment: 'open', MfaMethodConfirmed: 'open', RequiredMfaCompleted: 'open', MfaMethod: 'open',
      User: { fields: { mfaMethods: selfOrAdmin } },
    },
  }),
  jobs: [removeOldLoginSteps],
  personalData: [
    personalRows<LoginTransaction>({ entity: LoginTransaction, person: 'userId', exported: null, erase: 'delete' }),
    personalRows<PendingTotp>({ entity: PendingTotp, person: 'userId', exported: null, erase: 'delete' }),
    personalRows<TotpMethod>({ entity: TotpMethod, person: 'userId', exported: { file: 'authenticator-apps', key: 'id', row: ['label', 'createdAt', 'lastUsedAt'] }, erase: 'delete' }),
    personalRows<BackupCodeSet>({ entity: BackupCodeSet, person: 'userId', exported: { file: 'backup-codes', key: 'userId', row: ['createdAt'] }, erase: 'delete' }),
    personalRows<BackupCode>({ entity: BackupCode, person: 'userId', exported: null, erase: 'delete' }),
  ],
});
