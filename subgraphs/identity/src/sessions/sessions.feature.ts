import { guardReference } from '@sangam/kit/authorization/guard-reference';
import { byId } from '@sangam/kit/database/loaders';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { LoginSession } from './login-session.entity';
import { SessionResolver } from './session.resolver';
import { sessionRules } from './session.rules';

const sessionById = byId(LoginSession);

export const sessions = defineFeature({
  name: 'sessions',
  entities: [LoginSession],
  resolvers: [SessionResolver],
  rules: sessionRules,
  references: [
    guardReference<LoginSession>({
      entity: LoginSession, reads: 'user',
      load: (ctx, id) => ctx.loaders.load(sessionById, id),
      guard: (viewer, session) => viewer.userId === session.userId || viewer.platformRoles.includes('ADMIN'),
    }),
  ],
});
