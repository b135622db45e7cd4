import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError, notFound } from '@sangam/kit/errors/app-error';
import { ACCOUNT_DISABLED, INVALID_CREDENTIALS, INVALID_TOKEN, SESSION_REVOKED } from '@sangam/kit/errors/codes';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { AccountActivityKind } from '../activity/account-activity-kind';
import { recordActivity } from '../activity/record-activity';
import { provePassword } from '../credentials/prove-password';
import { identitySettings } from '../settings';
import { canonicalEmail } from '../users/canonical-email';
import { User, UserStatus } from '../users/user.entity';
import { endSessions, type RevokeReason } from './end-sessions';
import type { LoginOutcome } from './login-result';
import { LoginSession } from './login-session.entity';
import { tellOfDevice } from './note-device';
import { endOf, tokens } from './open-session';
import { readRefreshToken, refreshToken, tokenHash, type RefreshClaim } from './refresh-token';
import type { AuthenticationTokens, LoginInput } from './session.inputs';
import { signIn } from './sign-in';

/** Signs in by password. Unknown address, wrong password and account without password are told apart by nobody. */
export async function login(ctx: SubgraphContext, input: LoginInput): Promise<LoginOutcome> {
  const email = canonicalEmail(input.email);
  if (!email) throw new AppError(INVALID_CREDENTIALS);
  const { user, passwordHash } = await provePassword(ctx, email, input.password);
  return signIn(ctx, user, { method: 'PASSWORD', passwordHash, deviceLabel: input.deviceLabel ?? null, remembered: input.rememberMe ?? false });
}

/**
 * Exchanges a refresh token for its successor. The direct parent gets the same successor for a short grace (a client
 * that lost the answer); any other old token is theft: the whole family ends.
 */
export async function refresh(ctx: SubgraphContext, token: string): Promise<AuthenticationTokens> {
  const settings = ctx.settings.of(identitySettings);
  const claim = readRefreshToken(settings.REFRESH_KEY, token);
  if (!claim) throw new AppError(INVALID_TOKEN);
  const session = await findOne(ctx, LoginSession, { id: claim.sessionId });
  if (!session || session.expiresAt.getTime() <= ctx.clock.now()) throw new AppError(INVALID_TOKEN);
  if (session.revokedAt) throw new AppError(SESSION_REVOKED);
  const user = await activeUser(ctx, session.userId);
  if (claim.sequence === session.refreshSequence && (await rotate(ctx, session, token))) {
    return tokens(ctx, { session, user, token: refreshToken(settings.REFRESH_KEY, { sessionId: session.id, sequence: claim.sequence + 1 }) });
  }
  return parentOrThief(ctx, claim, user);
}

/** One of several parallel refreshes wins; the others find themselves parents of the winner's token. */
async function rotate(ctx: SubgraphContext, session: LoginSession, token: string): Promise<boolean> {
  const { REFRESH_KEY } = ctx.settings.of(identitySettings);
  const now = new Date(ctx.clock.now());
  const next = { sessionId: session.id, sequence: session.refreshSequence + 1 };
  const won = await transaction(ctx, (tx) =>
    tx.update(
      LoginSession,
      { id: session.id, refreshSequence: session.refreshSequence, refreshHash: tokenHash(token), revokedAt: null },
      { refreshSequence: next.sequence, refreshHash: tokenHash(refreshToken(REFRESH_KEY, next)), rotatedAt: now, lastActiveAt: now, expiresAt: endOf(ctx, session.remembered) },
    ),
  );
  return won === 1;
}

async function parentOrThief(ctx: SubgraphContext, claim: RefreshClaim, user: User): Promise<AuthenticationTokens> {
  const { REFRESH_KEY, REFRESH_GRACE } = ctx.settings.of(identitySettings);
  const current = await transaction(ctx, (tx) => tx.findOne(LoginSession, { id: claim.sessionId }));
  if (!current || current.revokedAt) throw new AppError(SESSION_REVOKED);
  const isParent = claim.sequence === current.refreshSequence - 1;
  if (isParent && ctx.clock.now() - current.rotatedAt.getTime() <= REFRESH_GRACE) {
    return tokens(ctx, { session: current, user, token: refreshToken(REFRESH_KEY, { sessionId: current.id, sequence: current.refreshSequence }) });
  }
  await transaction(ctx, async (tx) => {
    const [ended] = await endSessions(ctx, tx, { userId: current.userId, only: current.id, reason: 'REFRESH_REUSED' });
    if (ended === undefined) return;
    await recordActivity(ctx, tx, { userId: current.userId, kind: AccountActivityKind.REFRESH_TOKEN_REUSED, sessionId: current.id, actorId: null });
    await tellOfDevice(ctx, tx, { user, template: 'identity.session-stolen' });
  });
  ctx.log.warn({ event: 'refresh-token-reused', userId: current.userId, sessionId: current.id, ip: ctx.viewer.ip, requestId: ctx.requestId }, 'login session ended');
  throw new AppError(SESSION_REVOKED);
}

async function activeUser(ctx: SubgraphContext, userId: string): Promise<User> {
  const user = await findOne(ctx, User, { id: userId });
  if (!user) throw new AppError(SESSION_REVOKED);
  if (user.status !== UserStatus.ACTIVE) throw new AppError(ACCOUNT_DISABLED);
  return user;
}

/** Ends the session that the access token belongs to. */
export function logout(ctx: SubgraphContext): Promise<string> {
  return transaction(ctx, async (tx) => {
    const ended = await endOwn(ctx, tx, { id: ctx.viewer.sessionId ?? '', reason: 'LOGOUT' });
    await recordActivity(ctx, tx, { userId: ctx.viewer.userId ?? '', kind: AccountActivityKind.SIGNED_OUT });
    return ended;
  });
}

/** Ends one session of the signed-in person; somebody else's is NOT_FOUND. */
export function revokeSession(ctx: SubgraphContext, id: string): Promise<string> {
  return transaction(ctx, async (tx) => {
    const ended = await endOwn(ctx, tx, { id, reason: 'REVOKED' });
    await recordRevocation(ctx, tx, [ended]);
    return ended;
  });
}

async function endOwn(ctx: SubgraphContext, tx: Transaction, { id, reason }: { readonly id: string; readonly reason: RevokeReason }): Promise<string> {
  const [ended] = await endSessions(ctx, tx, { userId: ctx.viewer.userId ?? '', only: id, reason });
  if (!ended) throw notFound();
  return ended;
}

/** Ends every session of the signed-in person, the present one only if asked. */
export function revokeAllSessions(ctx: SubgraphContext, includeCurrent: boolean): Promise<string[]> {
  return transaction(ctx, async (tx) => {
    const ended = await endSessions(ctx, tx, { userId: ctx.viewer.userId ?? '', except: includeCurrent ? null : ctx.viewer.sessionId, reason: 'REVOKED' });
    if (ended.length > 0) await recordRevocation(ctx, tx, ended);
    return ended;
  });
}

function recordRevocation(ctx: SubgraphContext, tx: Transaction, ended: readonly string[]): Promise<void> {
  return recordActivity(ctx, tx, { userId: ctx.viewer.userId ?? '', kind: AccountActivityKind.SESSIONS_REVOKED, detail: { sessions: String(ended.length) } });
}
