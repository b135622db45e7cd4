import { setTimeout as pause } from 'node:timers/promises';
import type { FuzzOptions } from './fuzz-options';
import type { Failure, WorldReport, WorldRun } from './run-world';
import { addTo, count, type Tally } from './tally';
import { WorkerProcess } from './worker-process';

/** Documents that each generated supergraph is asked; making a supergraph costs as much as asking some twenty. */
const DOCUMENTS = 50;

export interface CampaignReport {
  cases: number;
  /** Documents that did not become valid. */
  unasked: number;
  supergraphs: number;
  /** Generated subgraphs that did not compose. */
  thrownAway: number;
  readonly features: Tally;
  readonly rejected: Record<string, Tally>;
  readonly refused: Failure[];
  readonly failures: Failure[];
}

/** Asks generated questions until there were enough, with `every` called every few seconds. */
export async function runCampaign(options: FuzzOptions, every: (report: CampaignReport) => void): Promise<CampaignReport> {
  const report: CampaignReport = { cases: 0, unasked: 0, supergraphs: 0, thrownAway: 0, features: {}, rejected: {}, refused: [], failures: [] };
  let { seed } = options;
  const work = async (): Promise<void> => {
    const worker = new WorkerProcess();
    while (report.cases < options.cases) {
      const run: WorldRun = { seed, documents: DOCUMENTS, systems: options.systems, fatal: [] };
      seed += 1;
      addReport(report, await askWorld(worker, run));
    }
    worker.stop();
  };
  const stop = new AbortController();
  const telling = tellEvery(() => every(report), stop.signal);
  await Promise.all(Array.from({ length: options.jobs }, work)).finally(() => stop.abort());
  await telling;
  return report;
}

/** A document that ends the process is found by telling before each. */
async function askWorld(worker: WorkerProcess, run: WorldRun): Promise<WorldReport> {
  const outcome = await worker.request<WorldReport>({ kind: 'world', run, traced: run.fatal.length > 0 });
  if ('result' in outcome) return outcome.result;
  const traced = outcome.at === undefined ? await worker.request<WorldReport>({ kind: 'world', run, traced: true }) : outcome;
  if ('result' in traced) return traced.result;
  if (traced.at === undefined || run.fatal.includes(traced.at)) throw new Error(`The process ends over the supergraph of --seed ${run.seed}: ${traced.ended}`);
  return askWorld(worker, { ...run, fatal: [...run.fatal, traced.at] });
}

function addReport(report: CampaignReport, world: WorldReport): void {
  if (!world.composes) report.thrownAway += 1;
  else report.supergraphs += 1;
  report.cases += world.cases;
  report.unasked += world.unasked;
  addTo(report.features, world.features);
  for (const [planner, reasons] of Object.entries(world.rejected)) addTo((report.rejected[planner] ??= {}), reasons);
  for (const failure of world.failures) (failure.difference.kind === 'refused' ? report.refused : report.failures).push(failure);
}

const SECONDS_BETWEEN_LINES = 5;

async function tellEvery(tell: () => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pause(SECONDS_BETWEEN_LINES * 1000, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) tell();
  }
}

export const totalOf = (tally: Tally): number => Object.values(tally).reduce((sum, times) => sum + times, 0);

export function countKinds(found: readonly Failure[]): Tally {
  const kinds: Tally = {};
  for (const { difference, system } of found) count(kinds, `${difference.kind} (${system})`);
  return kinds;
}
