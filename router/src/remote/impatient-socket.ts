import WebSocket, { type ClientOptions } from 'ws';

/**
 * WebSockets that do not wait long for a network that swallows everything: by default the opening handshake may take
 * minutes and the closing one half a minute, during which no new connection would be tried. `headers` go with the handshake.
 */
export function impatientSocket(waitMs: number, headers: Readonly<Record<string, string>> = {}): typeof WebSocket {
  // The types of ws do not know closeTimeout yet.
  const options: ClientOptions & { readonly closeTimeout: number } = { handshakeTimeout: waitMs, closeTimeout: waitMs, perMessageDeflate: false, headers: { ...headers } };
  return class ImpatientSocket extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, options);
    }
  } as typeof WebSocket;
}
