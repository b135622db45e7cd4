import { guardReference } from '@sangam/kit/authorization/guard-reference';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { LoginSession, sessionById } from './login-session.entity';
import { SessionResolver } from './session.resolver';
import { sessionRules } from './session.rules';

export const sessions = defineFeature({
  name: 'sessions',
  entities: [LoginSession],
  resolvers: [SessionResolver],
  rules: sessionRules,
  references: [
    guardReference<LoginSession>({
      entity: LoginSession, reads: 'user',
      load: sessionById,
      guard: (viewer, session) => viewer.userId === session.userId || viewer.platformRoles.includes('ADMIN'),
    }),
  ],
});
