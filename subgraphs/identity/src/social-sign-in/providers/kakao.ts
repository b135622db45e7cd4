import * as openId from 'openid-client';
import { z } from 'zod';
import type { IdentityProvider } from './identity-provider';
import { openIdAuthorizationUrl, openIdTokens, type OpenIdClient } from './open-id-client';
import { providerFetch } from './provider-fetch';

const account = z.object({
  id: z.union([z.string(), z.number().int()]).transform(String),
  kakao_account: z.object({
    email: z.string().optional(), is_email_valid: z.boolean().optional(), is_email_verified: z.boolean().optional(),
    profile: z.object({ nickname: z.string().optional() }).optional(),
  }).optional(),
});

/**
 * https://developers.kakao.com/docs/latest/en/kakaologin/rest-api: the id token says who it is, but not whether the
 * address was verified; the account does.
 */
export function kakao(client: OpenIdClient, api: string): IdentityProvider {
  return {
    authorizationUrl: (ctx, departure) => openIdAuthorizationUrl(ctx, client, { departure, scope: 'openid account_email profile_nickname' }),
    async profile(ctx, arrival) {
      const { claims, accessToken } = await openIdTokens(ctx, client, arrival);
      const answer = await providerFetch(ctx)(`${api}/v2/user/me`, { method: 'GET', headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' }, body: undefined, redirect: 'manual' });
      if (!answer.ok) throw new openId.ClientError(`Kakao answered ${answer.status}.`);
      const { id, kakao_account: about } = account.parse(await answer.json());
      if (id !== claims.sub) throw new Error('Kakao speaks of two people.');
      return {
        subject: id, email: about?.email ?? null, emailVerified: about?.is_email_valid === true && about.is_email_verified === true, name: about?.profile?.nickname ?? null,
      };
    },
  };
}
