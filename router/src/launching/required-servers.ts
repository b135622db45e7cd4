import { connectTo } from '@sangam/kit/database/mysql-schema';
import { SettingsError } from '@sangam/kit/settings/settings';
import { Redis } from 'ioredis';

const PATIENCE_MS = 2_000;

/**
 * Fails at once, with one line per server, where the apart mode could not work.
 * @throws SettingsError naming what cannot be reached; never with a password.
 */
export async function requireServers(databaseUrl: string, redisUrl: string): Promise<void> {
  const problems = await Promise.all([
    problemOf({ setting: 'DATABASE_URL', url: databaseUrl, what: 'a MySQL 8 or MariaDB 10.6+ server', ask: askDatabase }),
    problemOf({ setting: 'REDIS_URL', url: redisUrl, what: 'a Redis server', ask: askRedis }),
  ]);
  const found = problems.filter((problem) => problem !== null);
  if (found.length > 0) throw new SettingsError(found);
}

interface RequiredServer {
  readonly setting: string;
  readonly url: string;
  readonly what: string;
  readonly ask: (url: string) => Promise<void>;
}

async function problemOf({ setting, url, what, ask }: RequiredServer): Promise<string | null> {
  try {
    await ask(url);
    return null;
  } catch (error) {
    return `${setting}: ${what} is needed apart and ${address(url)} did not let us in (${reason(error)}); start one or set ${setting}`;
  }
}

function address(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'that address';
}

function reason(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return code === undefined ? String(message) : code;
}

/** @throws Error when the server does not let us in. */
export async function askDatabase(url: string): Promise<void> {
  const connection = await connectTo(url);
  await connection.end();
}

/** @throws Error when the server does not let us in. */
export async function askRedis(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: PATIENCE_MS, commandTimeout: PATIENCE_MS, maxRetriesPerRequest: 0, retryStrategy: () => null });
  // The commands only say that the connection is closed; why is told here.
  let cause: Error | undefined;
  redis.on('error', (error: Error) => {
    cause = error;
  });
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    throw cause ?? error;
  } finally {
    // Waits for two seconds for the end of a connection that has ended already.
    if (redis.status !== 'end') redis.disconnect();
  }
}
