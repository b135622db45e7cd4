import { platformRole } from '@sangam/kit/authorization/basic-rules';
import { defineRules } from '@sangam/kit/authorization/rules';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { UserAdministrationResolver } from './user-administration.resolver';
import { liftBan } from './user-status.jobs';
import { UserStatusChange } from './user-status-change.entity';

const administrator = platformRole('ADMIN');

export const userAdministration = defineFeature({
  name: 'user-administration',
  entities: [UserStatusChange],
  resolvers: [UserAdministrationResolver],
  rules: defineRules({
    Query: { user: administrator, users: administrator },
    Mutation: { updateUser: administrator, activateUser: administrator, deactivateUser: administrator, banUser: administrator },
    reads: { Query: { user: 'nothing', users: 'nothing' } },
  }),
  jobs: [liftBan],
  personalData: [
    personalRows<UserStatusChange>({
      entity: UserStatusChange, person: 'userId', mentions: ['actorId'], exported: { file: 'status-changes', key: 'id', row: ['status', 'reason', 'createdAt'] }, erase: 'delete',
    }),
  ],
});
