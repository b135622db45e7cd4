import type { SubgraphContext } from '../running/context';

type Place = Pick<SubgraphContext, 'db' | 'live' | 'subgraph'>;

/** Workers of this process by database: they hear of new jobs even while the bus is broken. */
const local = new WeakMap<object, Set<() => void>>();

const topicOf = (subgraph: string) => `jobs.${subgraph}`;

/** Tells the job workers of a subgraph, here and in other processes, that a commit left them work. Only latency depends on it. */
export function wakeWorkers(place: Place): void {
  for (const wake of local.get(place.db) ?? []) wake();
  void place.live.publish({ topic: topicOf(place.subgraph), kind: 'wake', payload: null, audience: { users: [] } });
}

/** Calls `wake` whenever there may be new jobs. Returns the end of it. */
export async function onWake(place: Place, wake: () => void): Promise<() => Promise<void>> {
  const wakes = local.get(place.db) ?? new Set();
  local.set(place.db, wakes.add(wake));
  const unsubscribe = await place.live.subscribe(topicOf(place.subgraph), { message: wake, gap: wake });
  return async () => {
    wakes.delete(wake);
    await unsubscribe();
  };
}
