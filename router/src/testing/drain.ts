import type { FakeClock } from '@sangam/kit/clock/clock';
import type { StartedSubgraph } from '@sangam/kit/running/start-subgraph';
import type { DrainOptions } from '@sangam/kit/testing/harness';

/** Events travel between subgraphs, so one round is not enough. */
const MAX_ROUNDS = 50;

/** Runs due jobs and deliveries of all subgraphs until nothing is due any more. Returns their names in order. */
export async function drainAll(subgraphs: readonly StartedSubgraph[], clock: FakeClock, { until = clock.now() }: DrainOptions): Promise<string[]> {
  const ran: string[] = [];
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const before = ran.length;
    for (const subgraph of subgraphs) ran.push(...(await subgraph.jobs.drain({ until })));
    if (ran.length === before) return ran;
  }
  throw new Error(`Jobs still make jobs after ${MAX_ROUNDS} rounds: ${ran.slice(-5).join(', ')}`);
}
