import { transaction } from '@sangam/kit/database/run-transaction';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { AccountActivityKind } from '../activity/account-activity-kind';
import { recordActivity } from '../activity/record-activity';
import { signAccessToken } from '../keys/access-token';
import { identitySettings } from '../settings';
import { User } from '../users/user.entity';
import { LoginSession } from './login-session.entity';
import { refreshToken, tokenHash } from './refresh-token';
import { AuthenticationTokens } from './session.inputs';
import type { SignIn } from './sign-in';

/** Opens a login session for somebody whose sign-in is complete: `sign-in.ts` decides that. */
export async function openSession(ctx: SubgraphContext, user: User, { method, deviceLabel }: SignIn): Promise<AuthenticationTokens> {
  const { REFRESH_KEY, REFRESH_TOKEN_TTL } = ctx.settings.of(identitySettings);
  const now = new Date(ctx.clock.now());
  const id = newId();
  const token = refreshToken(REFRESH_KEY, { sessionId: id, sequence: 1 });
  const session = Object.assign(new LoginSession(), {
    id, userId: user.id, deviceLabel, ip: ctx.viewer.ip, createdAt: now, lastActiveAt: now, rotatedAt: now,
    expiresAt: new Date(now.getTime() + REFRESH_TOKEN_TTL), revokedAt: null, revokeReason: null, refreshSequence: 1, refreshHash: tokenHash(token), mfa: false, actorId: null, actorSessionId: null,
  });
  await transaction(ctx, async (tx) => {
    await tx.insert(LoginSession, session);
    await tx.update(User, { id: user.id }, { lastSignedInAt: now });
    await recordActivity(ctx, tx, { userId: user.id, kind: AccountActivityKind.SIGNED_IN, sessionId: id, actorId: null, detail: { method, ...(deviceLabel !== null && { deviceLabel }) } });
  });
  return tokens(ctx, { session, user, token });
}

interface OpenSession {
  readonly session: LoginSession;
  readonly user: User;
  /** The refresh token to hand out. */
  readonly token: string;
}

/** Tokens of a session that lives. */
export async function tokens(ctx: SubgraphContext, { session, user, token }: OpenSession): Promise<AuthenticationTokens> {
  const { ACCESS_TOKEN_TTL } = ctx.settings.of(identitySettings);
  const accessToken = await signAccessToken(ctx, { userId: user.id, sessionId: session.id, authTime: session.createdAt, mfa: session.mfa });
  return Object.assign(new AuthenticationTokens(), { accessToken, refreshToken: token, expiresIn: Math.floor(ACCESS_TOKEN_TTL / 1_000), user });
}
