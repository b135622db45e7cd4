import { guardReference } from '@sangam/kit/authorization/guard-reference';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { User } from './user.entity';
import { userById } from './user.loaders';
import { UserResolver } from './user.resolver';
import { userRules } from './user.rules';

export const users = defineFeature({
  name: 'users',
  entities: [User],
  resolvers: [UserResolver],
  rules: userRules,
  references: [guardReference<User>({ entity: User, reads: 'nothing', load: userById, guard: 'open' })],
});
