import type { SignedParts } from './signing';

/** The operation inside a graphql-ws `subscribe` message, as far as the signature covers it. */
export interface SubscriptionOperation {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly operationName?: string | null;
}

/** What the `extensions` of a signed operation carry. */
export interface SubscriptionSignature {
  readonly serviceSignature: string;
  readonly viewer: string;
}

/** The parts of an upstream subscription that are signed; both ends build them from the message's own values. */
export function subscriptionParts(audience: string, operation: SubscriptionOperation, viewerHeader: string): SignedParts {
  const { query, variables, operationName } = operation;
  const body = JSON.stringify({ query, variables: variables ?? null, operationName: operationName ?? null });
  return { audience, method: 'SUBSCRIBE', path: '/graphql', body, viewerHeader };
}

/** The parts that are signed to open an upstream socket at all, so that nobody else can use up its places. */
export function connectionParts(audience: string): SignedParts {
  return { audience, method: 'CONNECT', path: '/graphql', body: '', viewerHeader: '' };
}
