import type { Difference } from '../comparing/compare-answers';
import { shrinkCase, type AskedCase } from '../shrinking/shrink-case';
import { generateWorld } from '../generating/generate-world';
import type { SystemName } from '../systems/system-names';
import type { Finding } from './examine-case';
import type { Found } from './fuzz-campaign';
import type { WorkerProcess } from './worker-process';

export interface Shrunk extends AskedCase {
  readonly system: SystemName;
  readonly difference: Difference;
  readonly expected?: string;
  readonly rejected: readonly string[];
}

/** The smallest case found that still fails in the same way; nothing where the failure does not come again. */
export async function shrinkFound(found: Found, worker: WorkerProcess): Promise<Shrunk | undefined> {
  const { seed, system, difference: { kind } } = found;
  const examine = async (candidate: AskedCase): Promise<Omit<Shrunk, keyof AskedCase> | undefined> => {
    const outcome = await worker.request<Finding>({ kind: 'examination', examination: { ...candidate, system, seeds: [seed, seed + 1] } });
    if ('ended' in outcome) return kind === 'crashed' ? { system, difference: { kind, detail: outcome.ended }, rejected: [] } : undefined;
    const { difference, expected, rejected } = outcome.result;
    return difference?.kind === kind ? { system, difference, expected, rejected } : undefined;
  };
  for (const start of startsOf(found)) {
    if (!(await examine(start))) continue;
    const smallest = await shrinkCase(start, async (candidate) => (await examine(candidate)) !== undefined);
    const last = await examine(smallest);
    return last && { ...smallest, ...last };
  }
  return undefined;
}

/** Of a process that ended it is only known which document it was. */
function startsOf(found: Found): AskedCase[] {
  if (found.graph) return [{ graph: found.graph, question: found.question }];
  const world = generateWorld(found.seed);
  return world?.questions(found.document).map((question) => ({ graph: world.graph, question })) ?? [];
}
