import { isUniqueViolation } from '@sangam/kit/database/errors';
import { transaction } from '@sangam/kit/database/run-transaction';
import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError, badInput, notFound } from '@sangam/kit/errors/app-error';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import type { LoginOutcome } from '../sessions/login-result';
import { signIn } from '../sessions/sign-in';
import { canonicalEmail } from '../users/canonical-email';
import { newUser } from '../users/new-user';
import { publishUserRegistered } from '../users/publish-user-webhooks';
import { User, UserStatus } from '../users/user.entity';
import { ExternalIdentity, ExternalProvider } from './external-identity.entity';
import { newIdentity, usableEmail } from './external-identity.service';
import { returnedProfile } from './provider-authorization.service';
import type { ProviderProfile } from './providers/identity-provider';
import { PROVIDER_NOT_LINKED } from './social-sign-in.errors';
import type { SignInWithMockProviderInput, SignInWithProviderInput } from './social-sign-in.inputs';
import { tellOfProvider } from './tell-of-provider';
import { socialSignInSettings } from './social-sign-in.settings';

interface Vouched {
  readonly provider: ExternalProvider;
  readonly profile: ProviderProfile;
}

/** Signs in whoever came back from a provider; the first time this links the account of the address, or makes one. */
export async function signInWithProvider(ctx: SubgraphContext, input: SignInWithProviderInput): Promise<LoginOutcome> {
  const profile = await returnedProfile(ctx, input);
  const user = await personOf(ctx, { provider: input.provider, profile });
  return signIn(ctx, user, { method: 'PROVIDER', deviceLabel: input.deviceLabel ?? null });
}

/** Signs in a test person where the operator allows it; takes nobody's account. */
export async function signInWithMockProvider(ctx: SubgraphContext, input: SignInWithMockProviderInput): Promise<LoginOutcome> {
  if (!ctx.settings.of(socialSignInSettings).SOCIAL_MOCK) throw notFound();
  const email = input.email ?? `mock-${newId()}@mock.example`;
  const subject = canonicalEmail(email);
  if (subject === null) throw badInput({ path: 'input.email', reason: 'FORMAT' });
  const user = await personOf(ctx, { provider: ExternalProvider.MOCK, profile: { subject, email, emailVerified: true, name: 'Test person' } });
  return signIn(ctx, user, { method: 'PROVIDER', deviceLabel: input.deviceLabel ?? null });
}

/** Parallel sign-ins make one person: who is second finds what the first made. @throws AppError PROVIDER_NOT_LINKED */
async function personOf(ctx: SubgraphContext, vouched: Vouched): Promise<User> {
  try {
    return await transaction(ctx, async (tx) => (await knownPerson(ctx, tx, vouched)) ?? (await linkedPerson(ctx, tx, vouched)));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const user = await transaction(ctx, (tx) => knownPerson(ctx, tx, vouched));
    // Otherwise the person has another account at this provider: an address that changed hands.
    if (!user) throw new AppError(PROVIDER_NOT_LINKED);
    return user;
  }
}

async function knownPerson(ctx: SubgraphContext, tx: Transaction, { provider, profile }: Vouched): Promise<User | null> {
  const identity = await tx.findOne(ExternalIdentity, { provider, subject: profile.subject });
  if (!identity) return null;
  await tx.update(ExternalIdentity, { id: identity.id }, { lastUsedAt: new Date(ctx.clock.now()), email: usableEmail(profile) });
  return tx.findOne(User, { id: identity.userId });
}

/**
 * An account is linked only where the provider and we have both seen proof of the address: anybody may have signed up here,
 * or there, with an address that is not theirs. The refusal is the same whether there is an account or not.
 */
async function linkedPerson(ctx: SubgraphContext, tx: Transaction, { provider, profile }: Vouched): Promise<User> {
  const email = usableEmail(profile);
  const emailCanonical = email === null ? null : canonicalEmail(email);
  if (email === null || emailCanonical === null || !profile.emailVerified) throw new AppError(PROVIDER_NOT_LINKED);
  const person = newUser(ctx, { displayName: profile.name, email, emailCanonical, emailVerified: true, platformRoles: [] });
  await tx.upsert(User, person, { on: ['emailCanonical'] });
  const user = await tx.findOne(User, { emailCanonical });
  if (!user) throw new AppError(PROVIDER_NOT_LINKED);
  if (user.status !== UserStatus.ACTIVE) return user;
  const isNew = user.id === person.id;
  if (!isNew && (!user.emailVerified || provider === ExternalProvider.MOCK)) throw new AppError(PROVIDER_NOT_LINKED);
  await tx.insert(ExternalIdentity, newIdentity(ctx, { userId: user.id, provider, profile }));
  if (isNew) await publishUserRegistered(ctx, tx, user.id);
  else await tellOfProvider(ctx, tx, { user, provider, change: 'linked' });
  return user;
}
