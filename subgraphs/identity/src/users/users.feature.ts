import { guardReference } from '@sangam/kit/authorization/guard-reference';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { User, userById } from './user.entity';
import { UserResolver } from './user.resolver';
import { userPersonalData } from './user.personal-data';
import { userRules } from './user.rules';

export const users = defineFeature({
  name: 'users',
  entities: [User],
  resolvers: [UserResolver],
  rules: userRules,
  references: [guardReference<User>({ entity: User, reads: 'nothing', load: userById, guard: 'open' })],
  personalData: [userPersonalData],
});
