import { defineRules } from '@sangam/kit/authorization/rules';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { selfOrAdmin } from '../users/user.rules';
import { AccountActivity } from './account-activity.entity';
import { exportedActivity } from './exported-activity';
import { removeOldActivity } from './account-activity.jobs';
import { AccountActivityResolver, UserActivityResolver } from './account-activity.resolver';

export const activity = defineFeature({
  name: 'activity',
  entities: [AccountActivity],
  resolvers: [UserActivityResolver, AccountActivityResolver],
  rules: defineRules({
    types: { AccountActivity: 'open', AccountActivityDetail: 'open', User: { fields: { accountActivity: selfOrAdmin } } },
    reads: { User: { accountActivity: 'nothing' }, AccountActivity: { actor: 'nothing', ip: 'roles', loginSession: 'nothing', details: 'nothing' } },
  }),
  jobs: [removeOldActivity],
  personalData: [
    personalRows<AccountActivity>({
      entity: AccountActivity, person: 'userId', mentions: ['actorId'], erase: 'delete',
      exported: { file: 'activity', key: 'id', row: exportedActivity },
    }),
  ],
});
