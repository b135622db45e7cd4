import { setTimeout as pause } from 'node:timers/promises';
import type { FuzzOptions } from './fuzz-options';
import type { DocumentReport, Failure, WorldRun } from './run-world';
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
      const run: WorldRun = { seed, first: 0, last: DOCUMENTS, systems: options.systems, ended: [] };
      seed += 1;
      if (await askWorld(worker, run, report)) report.supergraphs += 1;
      else report.thrownAway += 1;
    }
    worker.stop();
  };
  const stop = new AbortController();
  const telling = tellEvery(() => every(report), stop.signal);
  await Promise.all(Array.from({ length: options.jobs }, work)).finally(() => stop.abort());
  await telling;
  return report;
}

/** Endings of the process over one supergraph before any question, after which it is given up: something else may have ended it once. */
const MOST_RESTARTS = 2;

/** Where a process ends over a document, the next one goes on with it. @returns whether the supergraph composes. */
async function askWorld(worker: WorkerProcess, run: WorldRun, report: CampaignReport): Promise<boolean> {
  let current = run;
  for (let restarts = 0; restarts <= MOST_RESTARTS;) {
    const outcome = await worker.request<boolean>({ kind: 'world', run: current }, (asked) => addReport(report, asked));
    if ('result' in outcome) return outcome.result;
    const { at, ended } = outcome;
    if (at) {
      count((report.rejected[`${at.system}: process`] ??= {}), ended.split('\n')[0]?.replace(/\(\d+\)/, '') ?? '');
      current = { ...current, first: at.document, ended: [...current.ended, at] };
    } else restarts += 1;
  }
  throw new Error(`The process ends over the supergraph of --seed ${run.seed} before it is asked anything.`);
}

function addReport(report: CampaignReport, asked: DocumentReport): void {
  report.cases += asked.cases;
  report.unasked += asked.unasked;
  addTo(report.features, asked.features);
  for (const [planner, reasons] of Object.entries(asked.rejected)) addTo((report.rejected[planner] ??= {}), reasons);
  for (const failure of asked.failures) (failure.difference.kind === 'refused' ? report.refused : report.failures).push(failure);
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
