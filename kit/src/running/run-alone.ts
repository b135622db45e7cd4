import { readFileSync } from 'node:fs';
import { RemoteCalls } from '../calls/remote-calls';
import { MemoryReplayStore, type ReplayStores } from '../calls/replay-store';
import { RedisReplayStore } from '../calls/redis-replay-store';
import { startFailure } from '../errors/start-error';
import { serveSubgraph } from '../http/subgraph-server';
import { kitSettings } from '../settings/kit-settings';
import { subgraphSettings } from '../settings/subgraph-settings';
import { processEnvironment } from '../settings/environment';
import { Settings, SettingsError } from '../settings/settings';
import type { SubgraphDefinition } from './define-subgraph';
import { mailerOf, openProcess, type ProcessServices } from './open-process';
import { onTermination } from './on-termination';
import { startSubgraph } from './start-subgraph';
import { subgraphUrls } from './subgraph-urls';

/** Event type → who reacts; `schema/events/consumers.json`. */
export type ConsumerTable = Readonly<Record<string, { readonly consumers: readonly string[] }>>;

export function consumersFrom(table: ConsumerTable): (eventType: string) => readonly string[] {
  return (eventType) => table[eventType]?.consumers ?? [];
}

/**
 * Runs one subgraph as a process of its own: its port, its database, its workers. Prints one JSON line when it is
 * ready; ends on SIGTERM after finishing what is under way. `migrate` as first argument only brings the tables up.
 * `consumersFile`: path of `schema/events/consumers.json`.
 */
export async function runAlone(definition: SubgraphDefinition, consumersFile: string): Promise<void> {
  try {
    const settings = Settings.load([kitSettings, subgraphSettings, ...definition.features.flatMap((feature) => feature.settings ?? [])], processEnvironment());
    const consumers = JSON.parse(readFileSync(consumersFile, 'utf8')) as ConsumerTable;
    await serve(definition, await openProcess(definition.name, settings), consumers);
  } catch (error) {
    process.stderr.write(`${definition.name} did not start: ${startFailure(error)}\n`);
    process.exitCode = 1;
    setImmediate(() => process.exit(1));
  }
}

async function serve(definition: SubgraphDefinition, services: ProcessServices, table: ConsumerTable): Promise<void> {
  const { settings, clock, log, live, egress } = services;
  const mailer = mailerOf(services);
  const values = settings.of(kitSettings);
  const needed = { SERVICE_KEYS: values.SERVICE_KEYS, SEAL_KEYS: settings.of(subgraphSettings).SEAL_KEYS };
  const missing = Object.entries(needed).filter(([, keys]) => keys.length === 0).map(([name]) => name);
  if (missing.length > 0) throw new SettingsError(missing.map((name) => `${name}: missing`));
  const urls = subgraphUrls(settings);
  const calls = new RemoteCalls({ targets: urls, keys: values.SERVICE_KEYS, clock, log, timeoutMs: values.SUBGRAPH_TIMEOUT });
  const migrateOnly = process.argv[2] === 'migrate';
  const running = await startSubgraph(definition, {
    settings, clock, log, live, mailer, egress, calls, consumersOf: consumersFrom(table), inBuild: [...urls.keys()], migrate: values.MIGRATE || migrateOnly, work: !migrateOnly,
  });
  const closeAll = async (): Promise<void> => {
    await running.stop();
    await calls.close();
    await services.close();
  };
  if (migrateOnly) return closeAll();
  const port = values.SUBGRAPH_PORT || Number(new URL(urls.get(definition.name) ?? 'http://127.0.0.1:0').port);
  const served = await serveSubgraph(running, { port, host: values.SUBGRAPH_HOST, keys: values.SERVICE_KEYS, replays: replayStores(services), clock, log });
  process.stdout.write(`${JSON.stringify({ ready: true, subgraph: definition.name, url: served.url, pid: process.pid })}\n`);
  onTermination(log, async () => {
    await served.stop();
    await closeAll();
  });
}

/** Effects are remembered where all instances look; reads where they arrive. */
export function replayStores({ redis, log, settings }: Pick<ProcessServices, 'redis' | 'log' | 'settings'>): ReplayStores {
  const reads = new MemoryReplayStore();
  return { reads, effects: redis ? new RedisReplayStore(redis, settings.of(kitSettings).REDIS_PREFIX, log) : reads };
}
