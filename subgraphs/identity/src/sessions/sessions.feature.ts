import { guardReference } from '@sangam/kit/authorization/guard-reference';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { KnownDevice } from './known-device.entity';
import { LoginSession, sessionById } from './login-session.entity';
import { forgetOldDevices } from './session.jobs';
import { LoginSessionResolver, SessionResolver } from './session.resolver';
import { sessionRules } from './session.rules';

export const sessions = defineFeature({
  name: 'sessions',
  entities: [LoginSession, KnownDevice],
  resolvers: [SessionResolver, LoginSessionResolver],
  rules: sessionRules,
  jobs: [forgetOldDevices],
  personalData: [
    personalRows<LoginSession>({
      entity: LoginSession, person: 'userId', mentions: ['actorId'], erase: 'delete',
      exported: { file: 'login-sessions', key: 'id', row: ['id', 'deviceLabel', 'deviceId', 'ip', 'userAgent', 'mfa', 'amr', 'createdAt', 'lastActiveAt', 'expiresAt', 'revokedAt', 'revokeReason'] },
    }),
    personalRows<KnownDevice>({ entity: KnownDevice, person: 'userId', exported: { file: 'known-devices', key: 'deviceHash', row: ['lastSeenAt'] }, erase: 'delete' }),
  ],
  references: [
    guardReference<LoginSession>({
      entity: LoginSession, reads: 'user',
      load: sessionById,
      guard: (viewer, session) => viewer.userId === session.userId || viewer.platformRoles.includes('ADMIN'),
    }),
  ],
});
