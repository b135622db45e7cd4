import { guardReference } from '@sangam/kit/authorization/guard-reference';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { User, userById } from './user.entity';
import { AccountFactsResolver } from './account-facts';
import { UserCategory } from './user-category.entity';
import { emailVerified, userRegistered } from './user.partner-events';
import { UserResolver } from './user.resolver';
import { userPersonalData } from './user.personal-data';
import { userRules } from './user.rules';

export const users = defineFeature({
  name: 'users',
  entities: [User, UserCategory],
  resolvers: [UserResolver, AccountFactsResolver],
  rules: userRules,
  partnerEvents: [userRegistered, emailVerified],
  references: [guardReference<User>({ entity: User, reads: 'nothing', load: userById, guard: 'open' })],
  personalData: [userPersonalData, personalRows<UserCategory>({ entity: UserCategory, person: 'userId', exported: null, erase: 'delete' })],
});
