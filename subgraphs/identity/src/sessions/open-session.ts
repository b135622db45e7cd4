import type { Transaction } from '@sangam/kit/database/transaction';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { AccountActivityKind } from '../activity/account-activity-kind';
import { recordActivity } from '../activity/record-activity';
import { signAccessToken } from '../keys/access-token';
import { identitySettings } from '../settings';
import { markProven } from '../users/proven-person';
import type { User } from '../users/user.entity';
import { holdProof } from './hold-proof';
import { LoginSession } from './login-session.entity';
import { methodReferences, type ProvenBy } from './method-references';
import { noteDevice } from './note-device';
import { refreshToken, tokenHash } from './refresh-token';
import { AuthenticationTokens } from './session.inputs';

/** A sign-in that is complete: `sign-in.ts` decides that. */
export interface CompleteSignIn extends ProvenBy {
  readonly user: User;
  readonly deviceLabel: string | null;
  /** Whether the session is to last longer; absent: no. */
  readonly remembered?: boolean;
  /** As in `SignIn`. */
  readonly passwordHash?: string;
}

/** Opens a login session in the running transaction, unless its proof was taken back meanwhile. Its tokens are made after the commit (`tokens`): making one may read keys. */
export async function insertSession(ctx: SubgraphContext, tx: Transaction, complete: CompleteSignIn): Promise<OpenSession> {
  const { REFRESH_KEY } = ctx.settings.of(identitySettings);
  const { user, deviceLabel, remembered = false } = complete;
  const now = new Date(ctx.clock.now());
  const id = newId();
  const token = refreshToken(REFRESH_KEY, { sessionId: id, sequence: 1 });
  const session = Object.assign(new LoginSession(), {
    id, userId: user.id, deviceLabel, ip: ctx.viewer.ip, deviceId: ctx.viewer.deviceId, userAgent: ctx.viewer.userAgent, actorId: null, actorSessionId: null,
    createdAt: now, lastActiveAt: now, rotatedAt: now, authenticatedAt: now,
    remembered, expiresAt: endOf(ctx, remembered), revokedAt: null, revokeReason: null, refreshSequence: 1, refreshHash: tokenHash(token),
    ...methodReferences(complete),
  });
  await holdProof(tx, { ...complete, signedInAt: now });
  await tx.insert(LoginSession, session);
  await recordActivity(ctx, tx, { userId: user.id, kind: AccountActivityKind.SIGNED_IN, sessionId: id, actorId: null, detail: { method: complete.method, ...(deviceLabel !== null && { deviceLabel }) } });
  await noteDevice(ctx, tx, user);
  return { session, user, token };
}

/** When a session ends that is opened or refreshed now. */
export function endOf(ctx: SubgraphContext, remembered: boolean): Date {
  const { REFRESH_TOKEN_TTL, REFRESH_TOKEN_TTL_REMEMBERED } = ctx.settings.of(identitySettings);
  return new Date(ctx.clock.now() + (remembered ? REFRESH_TOKEN_TTL_REMEMBERED : REFRESH_TOKEN_TTL));
}

export interface OpenSession {
  readonly session: LoginSession;
  readonly user: User;
  /** The refresh token to hand out. */
  readonly token: string;
}

/** Tokens of a session that lives. */
export async function tokens(ctx: SubgraphContext, { session, user, token }: OpenSession): Promise<AuthenticationTokens> {
  return Object.assign(new AuthenticationTokens(), { ...(await accessTokenOf(ctx, session)), refreshToken: token, user: markProven(user) });
}

/** An access token that says of a session what is true now. */
export async function accessTokenOf(ctx: SubgraphContext, session: LoginSession): Promise<{ readonly accessToken: string; readonly expiresIn: number }> {
  const { ACCESS_TOKEN_TTL } = ctx.settings.of(identitySettings);
  const { userId, id: sessionId, amr, authenticatedAt, createdAt } = session;
  const accessToken = await signAccessToken(ctx, { userId, sessionId, authTime: authenticatedAt ?? createdAt, amr: amr.split(' ') });
  return { accessToken, expiresIn: Math.floor(ACCESS_TOKEN_TTL / 1_000) };
}
