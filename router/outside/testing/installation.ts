import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dropSchema } from '@sangam/kit/database/mysql-schema';
import { Redis } from 'ioredis';
import { freePort } from '../../src/launching/subgraph-ports';
import { SUBGRAPHS } from '../../src/subgraphs';

/** What survives a restart: folder, schemas, port, keys. */
export interface Installation {
  readonly environment: Readonly<Record<string, string>>;
  readonly url: string;
  /** Removes everything that it stored. */
  remove(): Promise<void>;
}

const DATABASE_URL = process.env.TEST_DATABASE_URL ?? 'mysql://root@127.0.0.1:3306';
const REDIS_URL = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';

/** An empty installation on SQLite. */
export async function installTogether(): Promise<Installation> {
  const { environment, url, dataDir } = await base();
  return { environment, url, remove: async () => rmSync(dataDir, { recursive: true, force: true }) };
}

/** An empty installation on MariaDB and Redis, with names of its own there. */
export async function installApart(): Promise<Installation> {
  const { environment, url, dataDir } = await base();
  const prefix = `outside_${randomBytes(5).toString('hex')}_`;
  return {
    url,
    environment: { ...environment, DATABASE_URL, REDIS_URL, DATABASE_PREFIX: prefix, REDIS_PREFIX: prefix, DATABASE_POOL: '5', SUBGRAPH_PORTS: 'free' },
    async remove() {
      rmSync(dataDir, { recursive: true, force: true });
      for (const { name } of SUBGRAPHS) await dropSchema(DATABASE_URL, `${prefix}${name}`);
      const redis = new Redis(REDIS_URL);
      const keys = await redis.keys(`${prefix}*`);
      if (keys.length > 0) await redis.del(...keys);
      redis.disconnect();
    },
  };
}

async function base() {
  const dataDir = mkdtempSync(join(tmpdir(), 'sangam-outside-'));
  const port = await freePort();
  // Cheap hashing: what is tried here is not how long a sign-in takes.
  const environment = { DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'info', DEMO_DATA: 'false', PASSWORD_MEMORY_KIB: '64' };
  return { dataDir, environment, url: `http://127.0.0.1:${port}` };
}
