import { isUniqueViolation } from '@sangam/kit/database/errors';
import { transaction } from '@sangam/kit/database/run-transaction';
import { sql } from '@sangam/kit/database/sql';
import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError, notFound } from '@sangam/kit/errors/app-error';
import { CONFLICT } from '@sangam/kit/errors/codes';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { PasswordCredential } from '../credentials/credential.entity';
import { canonicalEmail } from '../users/canonical-email';
import { User } from '../users/user.entity';
import { ExternalIdentity, type ExternalProvider } from './external-identity.entity';
import { returnedProfile } from './provider-authorization.service';
import type { ProviderProfile } from './providers/identity-provider';
import { LAST_SIGN_IN_METHOD } from './social-sign-in.errors';
import type { ProviderReturnInput } from './social-sign-in.inputs';
import { tellOfProvider } from './tell-of-provider';

export interface NewIdentity {
  readonly userId: string;
  readonly provider: ExternalProvider;
  readonly profile: ProviderProfile;
}

/** An account at a provider for its person; not yet stored. */
export function newIdentity(ctx: SubgraphContext, { userId, provider, profile }: NewIdentity): ExternalIdentity {
  const now = new Date(ctx.clock.now());
  return Object.assign(new ExternalIdentity(), { id: newId(), userId, provider, subject: profile.subject, email: usableEmail(profile), createdAt: now, lastUsedAt: now });
}

/** The address as the provider wrote it, if it is one. */
export function usableEmail({ email }: ProviderProfile): string | null {
  return email !== null && canonicalEmail(email) !== null ? email : null;
}

/** Links an account at a provider to the signed-in person. @throws AppError CONFLICT: it is somebody's, or the person has another one there. */
export async function linkExternalIdentity(ctx: SubgraphContext, input: ProviderReturnInput): Promise<ExternalIdentity> {
  const profile = await returnedProfile(ctx, input);
  const identity = newIdentity(ctx, { userId: ctx.viewer.userId ?? '', provider: input.provider, profile });
  return transaction(ctx, async (tx) => {
    try {
      await tx.insert(ExternalIdentity, identity);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      const present = await tx.findOne(ExternalIdentity, { provider: identity.provider, subject: identity.subject, userId: identity.userId });
      if (!present) throw new AppError(CONFLICT);
      return present;
    }
    const owner = await tx.findOne(User, { id: identity.userId });
    if (owner) await tellOfProvider(ctx, tx, { user: owner, provider: identity.provider, change: 'linked' });
    return identity;
  });
}

/** Parallel calls queue for the person's row, so that they leave a way to sign in together. @throws AppError NOT_FOUND, LAST_SIGN_IN_METHOD */
export function unlinkExternalIdentity(ctx: SubgraphContext, id: string): Promise<string> {
  const userId = ctx.viewer.userId ?? '';
  return transaction(ctx, async (tx) => {
    await tx.update(User, { id: userId }, { emailVerified: sql('email_verified') });
    const identity = await tx.findOne(ExternalIdentity, { id, userId });
    const owner = await tx.findOne(User, { id: userId });
    if (!identity || !owner || (await tx.delete(ExternalIdentity, { id, userId })) !== 1) throw notFound();
    if (!(await canSignIn(tx, owner))) throw new AppError(LAST_SIGN_IN_METHOD);
    await tellOfProvider(ctx, tx, { user: owner, provider: identity.provider, change: 'unlinked' });
    return id;
  });
}

/** By a code that is mailed to a verified address, by password or by a provider. */
async function canSignIn(tx: Transaction, { id: userId, emailVerified }: User): Promise<boolean> {
  return emailVerified || (await tx.findOne(PasswordCredential, { userId })) !== null || (await tx.findMany(ExternalIdentity, { userId }, { limit: 1 })).length > 0;
}
