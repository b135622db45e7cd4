import type { IdentityProvider } from './identity-provider';
import { openIdAuthorizationUrl, openIdTokens, type OpenIdClient } from './open-id-client';

const text = (claim: unknown): string | null => (typeof claim === 'string' && claim !== '' ? claim : null);

/** https://developers.google.com/identity/openid-connect/openid-connect */
export function google(client: OpenIdClient): IdentityProvider {
  return {
    authorizationUrl: (ctx, departure) => openIdAuthorizationUrl(ctx, client, { departure, scope: 'openid email profile' }),
    async profile(ctx, arrival) {
      const { claims } = await openIdTokens(ctx, client, arrival);
      return { subject: claims.sub, email: text(claims.email), emailVerified: claims.email_verified === true, name: text(claims.name) };
    },
  };
}
