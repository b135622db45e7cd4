import { EgressError, type EgressAnswer, type EgressRequest } from '@sangam/kit/egress/egress';
import type { SubgraphContext } from '@sangam/kit/running/context';
import type { CustomFetch } from 'openid-client';
import { socialSignInSettings } from '../social-sign-in.settings';

/** Answers of providers are small. */
const MAX_BYTES = 256 * 1024;
const BODILESS: readonly number[] = [204, 304];

/** `fetch` over the product's way out, within the time that a provider has. Redirects are not followed. @throws EgressError also where the provider fails. */
export function providerFetch(ctx: SubgraphContext): CustomFetch {
  const timeoutMs = ctx.settings.of(socialSignInSettings).SOCIAL_TIMEOUT;
  return async (url, { method, headers, body }) => {
    const answer = await ctx.egress.send(url, {
      method: method as EgressRequest['method'], headers: { ...headers }, ...(body !== undefined && body !== null && { body: String(body as URLSearchParams | string) }), timeoutMs, maxBytes: MAX_BYTES,
    });
    if (answer.status >= 500) throw new EgressError('unreachable', `status ${answer.status}`);
    return responseOf(answer);
  };
}

function responseOf({ status, headers, body }: EgressAnswer): Response {
  const listed = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [value].flat().map((one): [string, string] => [name, one])));
  return new Response(BODILESS.includes(status) ? null : new Uint8Array(body), { status, headers: listed });
}
