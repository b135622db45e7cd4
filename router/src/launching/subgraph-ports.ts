import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { SettingsError } from '@sangam/kit/settings/settings';
import type { SubgraphEntry } from '../subgraphs';

/** Below the range from which systems take the ports of outgoing connections: a port stays free while its process restarts. */
const FREE_RANGE = { from: 20_000, to: 32_000 } as const;
const ATTEMPTS = 200;

/**
 * The port of each subgraph.
 * @throws SettingsError when a listed port is in use.
 */
export async function subgraphPorts(entries: readonly Pick<SubgraphEntry, 'name' | 'port'>[], choice: 'listed' | 'free'): Promise<ReadonlyMap<string, number>> {
  const ports = new Map<string, number>();
  for (const { name, port } of entries) {
    if (choice === 'listed' && !(await isFree(port))) {
      throw new SettingsError([`SUBGRAPH_PORTS: port ${port} of ${name} is in use; stop what listens there, or set SUBGRAPH_PORTS=free`]);
    }
    ports.set(name, choice === 'listed' ? port : await freePort(new Set(ports.values())));
  }
  return ports;
}

/** A port of this machine that nobody listens on at this moment. */
export async function freePort(taken: ReadonlySet<number> = new Set()): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = randomInt(FREE_RANGE.from, FREE_RANGE.to);
    if (!taken.has(port) && (await isFree(port))) return port;
  }
  throw new Error(`No free port was found between ${FREE_RANGE.from} and ${FREE_RANGE.to}.`);
}

function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
