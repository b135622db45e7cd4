import type { SignedParts } from './signing';

/**
 * The first result of every upstream subscription: from here on its events arrive. graphql-ws has no word for it, and
 * without one a refusal, a stream and a subgraph that is away look the same.
 */
export const STREAM_OPENED = { extensions: { opened: true } } as const;

export function isStreamOpened(result: { readonly extensions?: Readonly<Record<string, unknown>> | null }): boolean {
  return result.extensions?.opened === true;
}

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
  /** The router lost the connection and subscribes anew. Not signed: all it does is to say that events were missed. */
  readonly resumed?: boolean;
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
