import type { Transaction } from '@sangam/kit/database/transaction';
import { newId } from '@sangam/kit/ids/new-id';
import { requestEmail } from '@sangam/kit/mail/request-email';
import type { SubgraphContext } from '@sangam/kit/running/context';
import type { User } from '../users/user.entity';
import type { ExternalProvider } from './external-identity.entity';

const NAMES: Readonly<Record<ExternalProvider, string>> = { GOOGLE: 'Google', FACEBOOK: 'Facebook', KAKAO: 'Kakao', MOCK: 'Mock' };

interface ProviderChange {
  readonly user: User;
  readonly provider: ExternalProvider;
  readonly change: 'linked' | 'unlinked';
}

/** Tells the owner of an account that a provider signs in to it from now on, or no more. */
export function tellOfProvider(ctx: SubgraphContext, tx: Transaction, { user, provider, change }: ProviderChange): Promise<void> {
  return requestEmail(ctx, tx, { key: newId(), to: user.email, userId: user.id, template: `identity.identity-${change}`, locale: user.locale, variables: { provider: NAMES[provider] } });
}
