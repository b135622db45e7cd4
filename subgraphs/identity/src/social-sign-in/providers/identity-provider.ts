import type { SubgraphContext } from '@sangam/kit/running/context';

/** What a provider says about the person who signed in there. */
export interface ProviderProfile {
  /** Who it is at the provider, for good. */
  readonly subject: string;
  readonly email: string | null;
  /** Whether the provider says that the person proved to own the address. */
  readonly emailVerified: boolean;
  readonly name: string | null;
}

export interface Departure {
  readonly redirectUri: string;
  readonly state: string;
  readonly challenge: string;
  readonly nonce: string;
}

export interface Return {
  readonly redirectUri: string;
  readonly code: string;
  readonly verifier: string;
  readonly nonce: string;
}

/** How one provider is spoken to. */
export interface IdentityProvider {
  /** Where the person signs in. */
  authorizationUrl(ctx: SubgraphContext, departure: Departure): Promise<URL>;
  /** Exchanges the code and reads who came back. Whatever it throws means that nobody is signed in. */
  profile(ctx: SubgraphContext, arrival: Return): Promise<ProviderProfile>;
}
