import type { Client } from 'graphql-ws';

/** Nobody answers on a connection that is dead without having been closed: one that leaves a ping unanswered is ended. */
export function endDeadConnections(client: Client, pongWithinMs: number): void {
  let waiting: NodeJS.Timeout | undefined;
  client.on('ping', (received) => {
    if (!received) waiting = setTimeout(() => client.terminate(), pongWithinMs);
  });
  client.on('pong', (received) => received && clearTimeout(waiting));
  client.on('closed', () => clearTimeout(waiting));
}
