import type { ServerOptions } from 'node:http';

/**
 * Limits in time and size on what a connection may send, milliseconds and bytes. Node enforces the first two only as
 * often as it looks, hence the interval. Connections are kept longer than the usual 60 s of load balancers, which
 * otherwise reuse one that is just being closed.
 */
export const SERVER_LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
} as const satisfies ServerOptions;
