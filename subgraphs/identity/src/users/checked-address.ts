import { badInput } from '@sangam/kit/errors/app-error';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { identitySettings } from '../settings';
import { mailNames, takesMail } from './mail-domain';

/**
 * Refuses an address to which no mail can go, where the operator wants that looked up. It is asked of known and unknown
 * addresses alike.
 * @throws AppError BAD_USER_INPUT
 */
export async function refuseMailless(ctx: SubgraphContext, emailCanonical: string, path: string): Promise<void> {
  const { EMAIL_MX_CHECK, EMAIL_DNS_SERVERS } = ctx.settings.of(identitySettings);
  if (!EMAIL_MX_CHECK) return;
  const domain = emailCanonical.slice(emailCanonical.lastIndexOf('@') + 1);
  if (!(await takesMail(domain, mailNames(EMAIL_DNS_SERVERS)))) throw badInput({ path, reason: 'RANGE', detail: 'the domain takes no mail' });
}
