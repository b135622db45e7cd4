import type { SubgraphContext } from '@sangam/kit/running/context';
import * as openId from 'openid-client';
import type { Departure, Return } from './identity-provider';
import { providerFetch } from './provider-fetch';

/** A client at a provider that speaks OpenID Connect. */
export interface OpenIdClient {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
}

type Metadata = openId.ServerMetadata;

/** What a provider says about itself, read anew every hour; and its keys, which the library reads anew when one is unknown. */
interface Known {
  readonly metadata: Promise<Metadata>;
  readonly readAt: number;
  keys?: Parameters<typeof openId.setJwksCache>[1];
}

const known = new Map<string, Known>();
const HOUR_MS = 3_600_000;

/** Where a person signs in, with PKCE, state and nonce. */
export async function openIdAuthorizationUrl(ctx: SubgraphContext, client: OpenIdClient, { departure, scope }: { readonly departure: Departure; readonly scope: string }): Promise<URL> {
  const config = clientOf(ctx, client, await metadataOf(ctx, client).metadata);
  return openId.buildAuthorizationUrl(config, {
    redirect_uri: departure.redirectUri, scope, state: departure.state, nonce: departure.nonce, code_challenge: departure.challenge, code_challenge_method: 'S256',
  });
}

export interface OpenIdTokens {
  readonly claims: openId.IDToken;
  readonly accessToken: string;
}

/** Exchanges a code. The id token's signature (RS256, by the provider's published keys), issuer, audience, times and nonce are checked. */
export async function openIdTokens(ctx: SubgraphContext, client: OpenIdClient, { redirectUri, code, verifier, nonce }: Return): Promise<OpenIdTokens> {
  const entry = metadataOf(ctx, client);
  const config = clientOf(ctx, client, await entry.metadata);
  openId.enableNonRepudiationChecks(config);
  if (entry.keys) openId.setJwksCache(config, entry.keys);
  const arrival = new URL(redirectUri);
  arrival.searchParams.set('code', code);
  const answer = await openId.authorizationCodeGrant(config, arrival, { pkceCodeVerifier: verifier, expectedNonce: nonce, idTokenExpected: true });
  entry.keys = openId.getJwksCache(config) ?? entry.keys;
  const claims = answer.claims();
  if (!claims) throw new Error('The provider sent no id token.');
  return { claims, accessToken: answer.access_token };
}

function metadataOf(ctx: SubgraphContext, client: OpenIdClient): Known {
  const key = `${client.issuer}\n${client.clientId}`;
  const found = known.get(key);
  if (found && Math.abs(ctx.clock.now() - found.readAt) < HOUR_MS) return found;
  const entry = { metadata: discovered(ctx, client), readAt: ctx.clock.now() };
  known.set(key, entry);
  // What failed is tried again by the next.
  entry.metadata.catch(() => known.delete(key));
  return entry;
}

async function discovered(ctx: SubgraphContext, client: OpenIdClient): Promise<Metadata> {
  const config = await openId.discovery(new URL(client.issuer), client.clientId, undefined, undefined, {
    [openId.customFetch]: providerFetch(ctx), ...(isPlain(client.issuer) && { execute: [openId.allowInsecureRequests] }),
  });
  const { supportsPKCE: _helper, ...metadata } = config.serverMetadata();
  // RFC 9207 tells providers apart where codes could be sent to the wrong one; here the state decides where a code is sent.
  return { ...metadata, authorization_response_iss_parameter_supported: false };
}

/** One for each call: the product's clock may differ from the machine's. */
export function clientOf(ctx: SubgraphContext, { clientId, clientSecret }: Omit<OpenIdClient, 'issuer'>, metadata: Metadata): openId.Configuration {
  const skew = Math.round((ctx.clock.now() - Date.now()) / 1_000);
  const about = { id_token_signed_response_alg: 'RS256', [openId.clockSkew]: skew, [openId.clockTolerance]: 5 };
  const config = new openId.Configuration(metadata, clientId, about, clientSecret === undefined ? openId.None() : openId.ClientSecretPost(clientSecret));
  config[openId.customFetch] = providerFetch(ctx);
  if (isPlain(metadata.issuer)) openId.allowInsecureRequests(config);
  return config;
}

/** Settings refuse it in production. */
function isPlain(address: string): boolean {
  return address.startsWith('http:');
}
