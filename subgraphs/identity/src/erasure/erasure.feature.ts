import { platformRole, recentlyAuthenticated } from '@sangam/kit/authorization/basic-rules';
import { alone, defineRules, limited } from '@sangam/kit/authorization/rules';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { selfOrAdmin } from '../users/user.rules';
import { AccountErasure, AccountErasureReport } from './account-erasure.entity';
import { noteErasureReport } from './account-erasure.handlers';
import { eraseScheduledAccount } from './account-erasure.jobs';
import { AccountErasureResolver, ScheduledErasureResolver } from './account-erasure.resolver';
import { erasureSettings } from './erasure.settings';

const administrator = platformRole('ADMIN');

export const erasure = defineFeature({
  name: 'erasure',
  entities: [AccountErasure, AccountErasureReport],
  resolvers: [AccountErasureResolver, ScheduledErasureResolver],
  rules: defineRules({
    Query: { accountErasure: administrator },
    Mutation: {
      deleteMyAccount: alone(limited(recentlyAuthenticated, 5, 900)),
      scheduleAccountErasure: administrator,
      cancelAccountErasure: recentlyAuthenticated,
    },
    types: { AccountErasure: 'open', User: { fields: { scheduledErasure: selfOrAdmin } } },
    reads: { Query: { accountErasure: 'nothing' }, User: { scheduledErasure: 'nothing' }, AccountErasure: { user: 'nothing', requestedBy: 'nothing', missingReports: 'nothing' } },
  }),
  jobs: [eraseScheduledAccount],
  handlers: [noteErasureReport],
  settings: [erasureSettings],
  personalData: [
    personalRows<AccountErasure>({
      entity: AccountErasure, person: 'userId', mentions: ['scheduledUserId', 'requestedById'],
      exported: { file: 'account-erasures', key: 'id', row: ['id', 'state', 'reason', 'createdAt', 'scheduledFor'] },
      // The proof that the person was erased; it says nothing more.
      erase: async (_ctx, tx, userId) => {
        await tx.update(AccountErasure, { userId }, { reason: null });
        return true;
      },
    }),
  ],
});
