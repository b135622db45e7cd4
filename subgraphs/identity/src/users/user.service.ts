import { findMany, findOne } from '@sangam/kit/database/read';
import { badInput } from '@sangam/kit/errors/app-error';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { mayGoOn } from '../impersonations/impersonation.service';
import { LoginSession } from '../sessions/login-session.entity';
import { countingRoles } from '../second-factors/mfa-policy';
import { User, UserStatus } from './user.entity';
import { SessionViewer, UserContact } from './user.inputs';

const MAX_IDS = 500;

/** Who is behind a session and whether it still lives. */
export async function viewerOfSession(ctx: SubgraphContext, sessionId: string): Promise<SessionViewer | null> {
  const session = await findOne(ctx, LoginSession, { id: sessionId });
  const user = session ? await findOne(ctx, User, { id: session.userId }) : null;
  if (!session || !user) return null;
  const disabled = user.status !== UserStatus.ACTIVE;
  return Object.assign(new SessionViewer(), {
    userId: user.id, actorId: session.actorId, disabled, live: !session.revokedAt && session.expiresAt.getTime() > ctx.clock.now() && !disabled && (await mayGoOn(ctx, session, user)),
    emailVerified: user.emailVerified, platformRoles: countingRoles(ctx, user, session), userTypes: user.userTypes ?? [], locale: user.locale, timeZone: user.timeZone,
  });
}

/** Which of the ids are people who can be written to. */
export async function existingUserIds(ctx: SubgraphContext, ids: readonly string[]): Promise<string[]> {
  return (await activeUsers(ctx, ids)).map((user) => user.id);
}

/** How people are written to; those who may not sign in are left out. */
export async function userContacts(ctx: SubgraphContext, ids: readonly string[]): Promise<UserContact[]> {
  return (await activeUsers(ctx, ids)).map(({ id, email, locale, timeZone }) => Object.assign(new UserContact(), { userId: id, email, locale, timeZone }));
}

async function activeUsers(ctx: SubgraphContext, ids: readonly string[]): Promise<User[]> {
  if (ids.length > MAX_IDS) throw badInput({ path: 'ids', reason: 'RANGE', detail: `at most ${MAX_IDS}` });
  return findMany(ctx, User, { where: { id: [...ids], status: UserStatus.ACTIVE } });
}
