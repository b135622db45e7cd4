import { askAndCompare, loadSystem, parsed, referenceAnswer } from '../comparing/ask-case';
import type { Difference } from '../comparing/compare-answers';
import { featuresOf } from '../features';
import { generateWorld, type World } from '../generating/generate-world';
import type { GraphCase, Question } from '../graph-case';
import { openCase, type OpenCase } from '../store/open-case';
import type { LoadedSystem } from '../systems/system-under-test';
import { openSystem, type SystemName } from '../systems/system-names';
import { count, type Tally } from './tally';

export interface WorldRun {
  readonly seed: number;
  /** How many documents are asked. */
  readonly documents: number;
  readonly systems: readonly SystemName[];
  /** Documents over which Hive's planner ends the process; they are planned without it, as the product's planning process does. */
  readonly fatal: readonly number[];
}

export interface Failure {
  readonly seed: number;
  readonly document: number;
  readonly system: SystemName;
  readonly difference: Difference;
  readonly graph: GraphCase;
  readonly question: Question;
}

export interface WorldReport {
  readonly composes: boolean;
  readonly cases: number;
  /** Documents that did not become valid. */
  readonly unasked: number;
  readonly features: Tally;
  /** Reasons why plans were not used, by the system that asked for them and the planner. */
  readonly rejected: Readonly<Record<string, Tally>>;
  readonly failures: readonly Failure[];
}

/** Asks the questions of one generated supergraph. `before` hears of each document before it is asked. */
export async function runWorld(run: WorldRun, before: (document: number) => void = () => undefined): Promise<WorldReport> {
  const world = generateWorld(run.seed);
  const report: MutableReport = { composes: world !== undefined, cases: 0, unasked: 0, features: {}, rejected: {}, failures: [] };
  if (!world) return report;
  const asking: Asking = { run, world, open: openCase(world.graph, world.composed), loaded: new Map(), report };
  for (let number = 0; number < run.documents; number += 1) {
    before(number);
    await askDocument(asking, number);
  }
  await Promise.all([...asking.loaded.values()].map((system) => system.stop?.()));
  return report;
}

type MutableReport = { -readonly [K in keyof WorldReport]: WorldReport[K] } & { readonly features: Tally; readonly rejected: Record<string, Tally>; readonly failures: Failure[] };

interface Asking {
  readonly run: WorldRun;
  readonly world: World;
  readonly open: OpenCase;
  readonly loaded: Map<SystemName, LoadedSystem>;
  readonly report: MutableReport;
}

async function askDocument(asking: Asking, number: number): Promise<void> {
  const { run, world, open, report } = asking;
  const questions = world.questions(number);
  const [first] = questions;
  if (!first) {
    report.unasked += 1;
    return;
  }
  const { document } = parsed(first);
  featuresOf(document, world.composed).forEach((feature) => count(report.features, feature, questions.length));
  const isFatal = run.fatal.includes(number);
  for (const question of questions) {
    const asked = { ...question, document };
    const expected = referenceAnswer(open.reference, asked);
    for (const preferred of run.systems) {
      const system = isFatal ? 'sangam-apollo-alone' : preferred;
      if (isFatal) count((report.rejected[`${preferred}: hive`] ??= {}), 'ended the process');
      report.cases += 1;
      const difference = await askAndCompare(await loadedSystem(asking, system), asked, expected);
      if (difference) report.failures.push({ seed: run.seed, document: number, system, difference, graph: world.graph, question });
    }
  }
}

async function loadedSystem({ run, open, loaded, report }: Asking, name: SystemName): Promise<LoadedSystem> {
  const known = loaded.get(name);
  if (known) return known;
  const made = await loadSystem(openSystem(name, (planner, reason) => count((report.rejected[`${name}: ${planner}`] ??= {}), generalized(reason))), open, run.seed);
  loaded.set(name, made);
  return made;
}

/** A reason without the names of this graph. */
function generalized(reason: string): string {
  return reason.replaceAll(/\b[A-Z]?[A-Za-z_]+(?:\.[A-Za-z_0-9]+)+(?:\([^)]*\))?/g, '…').slice(0, 120);
}
