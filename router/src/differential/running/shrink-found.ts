import type { Difference } from '../comparing/compare-answers';
import { shrinkCase, type AskedCase } from '../shrinking/shrink-case';
import type { SystemName } from '../systems/system-names';
import type { Finding } from './examine-case';
import type { Failure } from './run-world';
import type { WorkerProcess } from './worker-process';

export interface Shrunk extends AskedCase {
  readonly system: SystemName;
  readonly difference: Difference;
  readonly expected?: string;
  readonly rejected: readonly string[];
}

/** The smallest case found that still fails in the same way; nothing where the failure does not come again. */
export async function shrinkFound(found: Failure, worker: WorkerProcess): Promise<Shrunk | undefined> {
  const { seed, answeredBy: system, difference: { kind } } = found;
  const examine = async (candidate: AskedCase): Promise<Omit<Shrunk, keyof AskedCase> | undefined> => {
    const outcome = await worker.request<Finding>({ kind: 'examination', examination: { ...candidate, system, seeds: [seed, seed + 1] } });
    if ('ended' in outcome) return kind === 'crashed' ? { system, difference: { kind, detail: outcome.ended }, rejected: [] } : undefined;
    const { difference, expected, rejected } = outcome.result;
    return difference?.kind === kind ? { system, difference, expected, rejected } : undefined;
  };
  const start: AskedCase = { graph: found.graph, question: found.question };
  if (!(await examine(start))) return undefined;
  const smallest = await shrinkCase(start, async (candidate) => (await examine(candidate)) !== undefined);
  const last = await examine(smallest);
  return last && { ...smallest, ...last };
}
