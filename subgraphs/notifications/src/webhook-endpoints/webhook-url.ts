import { allowedUrl, isAllowed } from '@sangam/kit/egress/allowed-url';
import { AppError } from '@sangam/kit/errors/app-error';
import { URL_NOT_ALLOWED } from '@sangam/kit/errors/codes';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { kitSettings } from '@sangam/kit/settings/kit-settings';

/** An address that messages may be posted to, checked when it is saved; what its name resolves to is checked by each sending. @throws AppError URL_NOT_ALLOWED */
export function checkedWebhookUrl(ctx: SubgraphContext, text: string): string {
  const { EGRESS_ALLOW, NODE_ENV } = ctx.settings.of(kitSettings);
  const url = allowedUrl(text, EGRESS_ALLOW);
  const local = NODE_ENV === 'development' || isAllowed(url.hostname, Number(url.port) || 80, EGRESS_ALLOW);
  if (url.protocol !== 'https:' && !local) throw new AppError(URL_NOT_ALLOWED);
  return url.href;
}
