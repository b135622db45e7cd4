import { Redis } from 'ioredis';
import type { Logger } from '../observability/logger';

/** How long one Redis command may take, milliseconds. Redis only carries what may be lost or has a fallback. */
const COMMAND_TIMEOUT = 1_000;
const CONNECT_TIMEOUT = 2_000;
const LONGEST_WAIT_BETWEEN_ATTEMPTS = 1_000;

/**
 * A Redis client for request paths: a command fails at once while there is no connection (ioredis would wait for ten
 * seconds), and the client reconnects by itself for ever. Connection errors are logged once per outage, never thrown.
 * `role` names the connection on the server (CLIENT LIST); it begins with the installation's prefix. Close it with `closeRedis`.
 */
export function createRedis(url: string, role: string, log: Logger): Redis {
  const client = new Redis(url, {
    connectionName: role,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_TIMEOUT,
    connectTimeout: CONNECT_TIMEOUT,
    keepAlive: 10_000,
    // ioredis waits so long for a stream to end, even for one that is gone; it holds up the end of the process.
    disconnectTimeout: 500,
    // The live bus resubscribes itself, because it has to know when that is done.
    autoResubscribe: false,
    retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 6), LONGEST_WAIT_BETWEEN_ATTEMPTS),
  });
  let down = false;
  client.on('error', (error: Error) => {
    if (!down) log.error({ err: error, role }, 'redis is not reachable');
    down = true;
  });
  client.on('ready', () => {
    if (down) log.info({ role }, 'redis is reachable again');
    down = false;
  });
  return client;
}

/** Ends a client of `createRedis`, at once when it is not connected. */
export async function closeRedis(client: Redis): Promise<void> {
  if (client.status === 'ready') await client.quit().catch(() => undefined);
  client.disconnect();
}
