import { publishViewerChange } from '@sangam/kit/authorization/viewer-changes';
import type { Transaction } from '@sangam/kit/database/transaction';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { PasswordCredential } from '../credentials/credential.entity';
import { EmailToken } from '../email-tokens/email-token.entity';
import { removeSecondFactors } from '../second-factors/remove-second-factors';
import { endSessions } from '../sessions/end-sessions';
import { ExternalIdentity } from '../social-sign-in/external-identity.entity';
import { User } from './user.entity';

/**
 * Hands an account whose address nobody had proved to whoever proved it now: password, providers, second factors, mailed tokens and
 * sessions of before go, as they may be of somebody who signed up with an address that is not theirs. Whether there was a password.
 */
export async function claimAccount(ctx: SubgraphContext, tx: Transaction, user: User): Promise<boolean> {
  const passwords = await tx.delete(PasswordCredential, { userId: user.id });
  await tx.delete(ExternalIdentity, { userId: user.id });
  await removeSecondFactors(tx, user.id);
  await tx.delete(EmailToken, { userId: user.id });
  await endSessions(ctx, tx, { userId: user.id, reason: 'ADDRESS_CLAIMED' });
  await tx.update(User, { id: user.id }, { emailVerified: true, updatedAt: new Date(ctx.clock.now()) });
  publishViewerChange(tx, { userId: user.id });
  user.emailVerified = true;
  return passwords > 0;
}
