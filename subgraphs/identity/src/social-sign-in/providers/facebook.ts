import { createHmac } from 'node:crypto';
import * as openId from 'openid-client';
import { z } from 'zod';
import type { IdentityProvider } from './identity-provider';
import { clientOf } from './open-id-client';
import { providerFetch } from './provider-fetch';

export interface FacebookClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly dialog: string;
  readonly graph: string;
  /** Whether the operator trusts the addresses. */
  readonly emailsProven: boolean;
}

const me = z.object({ id: z.string().min(1).max(255), name: z.string().optional(), email: z.string().optional() });

/** https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow: OAuth 2, who it is says the Graph interface. */
export function facebook(client: FacebookClient): IdentityProvider {
  const metadata = { issuer: new URL(client.graph).origin, authorization_endpoint: client.dialog, token_endpoint: `${client.graph}/oauth/access_token` };
  return {
    authorizationUrl: async (ctx, { redirectUri, state, challenge }) => openId.buildAuthorizationUrl(clientOf(ctx, client, metadata), {
      redirect_uri: redirectUri, scope: 'email public_profile', state, code_challenge: challenge, code_challenge_method: 'S256',
    }),
    async profile(ctx, { redirectUri, code, verifier }) {
      const arrival = new URL(redirectUri);
      arrival.searchParams.set('code', code);
      const { access_token: token } = await openId.authorizationCodeGrant(clientOf(ctx, client, metadata), arrival, { pkceCodeVerifier: verifier });
      // Shows that the call comes from this app: a token that was stolen from another one is worth nothing here.
      const proof = createHmac('sha256', client.clientSecret).update(token).digest('hex');
      const answer = await providerFetch(ctx)(`${client.graph}/me?fields=id,name,email&appsecret_proof=${proof}`, { method: 'GET', headers: { authorization: `Bearer ${token}` }, body: undefined, redirect: 'manual' });
      if (!answer.ok) throw new openId.ClientError(`Facebook answered ${answer.status}.`);
      const { id, name, email } = me.parse(await answer.json());
      return { subject: id, email: email ?? null, emailVerified: email !== undefined && client.emailsProven, name: name ?? null };
    },
  };
}
