import { publishViewerChange } from '@sangam/kit/authorization/viewer-changes';
import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError, badInput, notFound } from '@sangam/kit/errors/app-error';
import { SESSION_REVOKED } from '@sangam/kit/errors/codes';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { provePassword } from '../credentials/prove-password';
import { withSecondFactor } from '../second-factors/second-factor';
import { User } from '../users/user.entity';
import { LoginSession } from './login-session.entity';
import { withSecondReference } from './method-references';
import { accessTokenOf } from './open-session';
import { RenewedAccessToken, type ReauthenticateInput } from './reauthentication.inputs';

/** Notes in the present session that the person has just proved who they are; its next tokens say so. */
export async function reauthenticate(ctx: SubgraphContext, { password, secondFactor }: ReauthenticateInput): Promise<RenewedAccessToken> {
  const session = secondFactor ? await bySecondFactor(ctx, password ?? null, secondFactor) : await byPassword(ctx, password ?? null);
  return Object.assign(new RenewedAccessToken(), await accessTokenOf(ctx, session));
}

async function byPassword(ctx: SubgraphContext, password: string | null): Promise<LoginSession> {
  if (password === null) throw badInput({ path: 'input.password', reason: 'MISSING' });
  const user = await findOne(ctx, User, { id: ctx.viewer.userId ?? '' });
  if (!user) throw notFound();
  await provePassword(ctx, user.emailCanonical, password);
  return transaction(ctx, (tx) => renewed(ctx, tx));
}

async function bySecondFactor(ctx: SubgraphContext, password: string | null, proof: NonNullable<ReauthenticateInput['secondFactor']>): Promise<LoginSession> {
  if (password !== null) throw badInput({ path: 'input.password', reason: 'RANGE', detail: 'one proof, not both' });
  return withSecondFactor(ctx, { userId: ctx.viewer.userId ?? '', proof }, async (tx) => {
    const session = await renewed(ctx, tx);
    const stronger = { mfa: true, amr: withSecondReference(session.amr, proof.method) };
    await tx.update(LoginSession, { id: session.id }, stronger);
    if (!session.mfa) publishViewerChange(tx, { sessionId: session.id, userId: session.userId });
    return Object.assign(session, stronger);
  });
}

/** @throws AppError SESSION_REVOKED when it has ended meanwhile */
async function renewed(ctx: SubgraphContext, tx: Transaction): Promise<LoginSession> {
  const living = { id: ctx.viewer.sessionId ?? '', userId: ctx.viewer.userId ?? '', revokedAt: null };
  if ((await tx.update(LoginSession, living, { authenticatedAt: new Date(ctx.clock.now()) })) !== 1) throw new AppError(SESSION_REVOKED);
  const session = await tx.findOne(LoginSession, { id: living.id });
  if (!session) throw new AppError(SESSION_REVOKED);
  return session;
}
