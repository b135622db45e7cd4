import { recordAudit } from '@sangam/kit/audit/record-audit';
import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { AppError, notFound } from '@sangam/kit/errors/app-error';
import { FORBIDDEN, INVALID_STATE } from '@sangam/kit/errors/codes';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { AccountActivityKind } from '../activity/account-activity-kind';
import { recordActivity } from '../activity/record-activity';
import { signAccessToken } from '../keys/access-token';
import { LoginSession } from '../sessions/login-session.entity';
import { identitySettings } from '../settings';
import { checkedReason } from '../user-administration/checked-reason';
import { PlatformRole, User, UserStatus } from '../users/user.entity';
import { Impersonation } from './impersonation.inputs';

/** Opens a session of somebody without a platform role for the administrator who asks; on record with both. @throws AppError NOT_FOUND, FORBIDDEN, INVALID_STATE, BAD_USER_INPUT */
export async function impersonateUser(ctx: SubgraphContext, id: string, reason: string): Promise<Impersonation> {
  const why = checkedReason(reason);
  const user = await findOne(ctx, User, { id });
  if (!user) throw notFound();
  if (user.platformRoles.length > 0) throw new AppError(FORBIDDEN);
  if (user.status !== UserStatus.ACTIVE) throw new AppError(INVALID_STATE);
  const actorId = ctx.viewer.userId ?? '';
  const session = impersonating(ctx, user.id, actorId);
  await transaction(ctx, async (tx) => {
    await tx.insert(LoginSession, session);
    await recordAudit(ctx, tx, { action: 'account.impersonate', resource: { type: 'User', id: user.id }, organizationId: null, detail: { reason: why } });
    await recordActivity(ctx, tx, { userId: user.id, kind: AccountActivityKind.IMPERSONATED, sessionId: session.id, detail: { reason: why } });
    await recordActivity(ctx, tx, { userId: actorId, kind: AccountActivityKind.IMPERSONATION_STARTED, detail: { person: user.id, reason: why } });
  });
  const accessToken = await signAccessToken(ctx, { userId: user.id, sessionId: session.id, authTime: session.createdAt, amr: [], actorId, expiresAt: session.expiresAt });
  return Object.assign(new Impersonation(), { accessToken, expiresIn: Math.floor((session.expiresAt.getTime() - session.createdAt.getTime()) / 1_000), user });
}

/** No refresh token belongs to it: no text has the empty hash. The administrator's address is not the person's business. */
function impersonating(ctx: SubgraphContext, userId: string, actorId: string): LoginSession {
  const now = new Date(ctx.clock.now());
  return Object.assign(new LoginSession(), {
    id: newId(), userId, actorId, actorSessionId: ctx.viewer.sessionId, deviceLabel: null, ip: '', deviceId: null, userAgent: null, amr: '', authenticatedAt: null, mfa: false, remembered: false,
    createdAt: now, lastActiveAt: now, rotatedAt: now, expiresAt: new Date(now.getTime() + ctx.settings.of(identitySettings).IMPERSONATION_TTL),
    revokedAt: null, revokeReason: null, refreshSequence: 0, refreshHash: '',
  });
}

/**
 * Whether a session in somebody else's name may go on: the administrator is one and signed in, and the person got no platform
 * role. Asked at each look at the session, so that nothing that ends the right to it can be forgotten.
 */
export async function mayGoOn(ctx: SubgraphContext, { actorId, actorSessionId }: LoginSession, person: User): Promise<boolean> {
  if (actorId === null) return true;
  if (person.platformRoles.length > 0) return false;
  const actor = await findOne(ctx, User, { id: actorId });
  const own = await findOne(ctx, LoginSession, { id: actorSessionId ?? '', userId: actorId });
  return actor?.status === UserStatus.ACTIVE && actor.platformRoles.includes(PlatformRole.ADMIN) && own !== null && own.revokedAt === null && own.expiresAt.getTime() > ctx.clock.now();
}
