import { findOne } from '@sangam/kit/database/read';
import { AppError } from '@sangam/kit/errors/app-error';
import { ACCOUNT_DISABLED, SESSION_REVOKED } from '@sangam/kit/errors/codes';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { readAccessToken, type AccessTokenContent } from '../keys/read-access-token';
import { User } from '../users/user.entity';
import { viewerOfSession } from '../users/user.service';

/** Whose an access token is, in the names of the services that ask. */
export interface ValidatedClaims {
  readonly user_id: string;
  readonly email: string;
  /** A token names no organization: what somebody does in one is asked of organizations. */
  readonly org_id: null;
  /** The highest role on the platform that counts in this session. */
  readonly role: 'ADMIN' | 'STAFF' | 'USER';
  /** Every role on the platform that counts in this session. */
  readonly permissions: readonly string[];
  /** Epoch seconds. */
  readonly exp: number;
  readonly type: 'access';
}

export interface TokenValidation {
  readonly valid: boolean;
  readonly claims: ValidatedClaims | null;
  /** Why it is not valid. */
  readonly code?: string;
}

/** Whether a token opens the product now, as at the front door: signature, time, session and account are checked. What is wrong with it is an answer, not an error. */
export async function validateToken(ctx: SubgraphContext, token: string): Promise<TokenValidation> {
  try {
    return { valid: true, claims: await claimsOf(ctx, await readAccessToken(ctx, token)) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { valid: false, claims: null, code: error.definition.code };
  }
}

/** @throws AppError SESSION_REVOKED, ACCOUNT_DISABLED */
async function claimsOf(ctx: SubgraphContext, { userId, sessionId, expiresAt }: AccessTokenContent): Promise<ValidatedClaims> {
  const [session, user] = await Promise.all([viewerOfSession(ctx, sessionId), findOne(ctx, User, { id: userId })]);
  if (session?.userId !== userId || !user) throw new AppError(SESSION_REVOKED);
  if (session.disabled) throw new AppError(ACCOUNT_DISABLED);
  if (!session.live) throw new AppError(SESSION_REVOKED);
  const role = (['ADMIN', 'STAFF'] as const).find((name) => session.platformRoles.includes(name)) ?? 'USER';
  return { user_id: userId, email: user.email, org_id: null, role, permissions: session.platformRoles, exp: expiresAt, type: 'access' };
}
