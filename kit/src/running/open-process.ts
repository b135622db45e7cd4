import type { Redis } from 'ioredis';
import { SystemClock, type Clock } from '../clock/clock';
import { createEgress } from '../egress/create-egress';
import type { Egress } from '../egress/egress';
import type { LiveBus } from '../live/live-bus';
import { createMemoryBus } from '../live/memory-bus';
import { createRedisBus } from '../live/redis-bus';
import { closeRedis, createRedis } from '../live/redis-client';
import { createMailer } from '../mail/create-mailer';
import type { Mailer } from '../mail/mailer';
import { createLogger, type Logger } from '../observability/logger';
import { kitSettings } from '../settings/kit-settings';
import { subgraphSettings } from '../settings/subgraph-settings';
import type { Settings } from '../settings/settings';

/** What every process of the product opens once. */
export interface ProcessServices {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Logger;
  readonly live: LiveBus;
  /** Null where REDIS_URL is not set. */
  readonly redis: Redis | null;
  /** Null in a process that runs no subgraph. */
  readonly mailer: Mailer | null;
  readonly egress: Egress;
  close(): Promise<void>;
}

/** The mailer of a process that runs subgraphs. @throws Error where their settings were not loaded. */
export function mailerOf({ mailer }: Pick<ProcessServices, 'mailer'>): Mailer {
  if (!mailer) throw new Error('This process was opened without the settings of subgraphs.');
  return mailer;
}

/** Opens clock, log, live bus, Redis and mail as the settings say. `name` is the process in logs and on servers. */
export async function openProcess(name: string, settings: Settings, replaced: { readonly clock?: Clock } = {}): Promise<ProcessServices> {
  const values = settings.of(kitSettings);
  const log = createLogger(values.LOG_LEVEL, name);
  const clock = replaced.clock ?? new SystemClock(values.CLOCK_OFFSET);
  const redis = values.REDIS_URL ? createRedis(values.REDIS_URL, `${values.REDIS_PREFIX}:${name}`, log) : null;
  const live = values.REDIS_URL ? await createRedisBus({ url: values.REDIS_URL, prefix: values.REDIS_PREFIX, log }) : createMemoryBus();
  const mailer = settings.has(subgraphSettings) ? createMailer({ settings, clock, log }) : null;
  const egress = createEgress(settings);
  return {
    settings, clock, log, live, redis, mailer, egress,
    async close() {
      await live.close();
      await mailer?.close();
      await egress.close();
      if (redis) await closeRedis(redis);
    },
  };
}
