import type { Server } from 'node:http';

/**
 * Once the server stops, a connection whose request was under way when the stop came is closed when it falls idle: kept
 * for a next request, it would hold the stop up.
 */
export function keepNoConnectionOnStop(server: Server, state: { readonly stopping: boolean }): void {
  server.prependListener('request', (_request, response) => {
    response.once('finish', () => state.stopping && setImmediate(() => server.closeIdleConnections()));
  });
}
