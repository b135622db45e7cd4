import { askAndCompare, loadSystem, parsed, referenceAnswer } from '../comparing/ask-case';
import type { Difference } from '../comparing/compare-answers';
import { featuresOf } from '../features';
import { generateWorld } from '../generating/generate-world';
import type { GraphCase, Question } from '../graph-case';
import { openCase } from '../store/open-case';
import type { LoadedSystem } from '../systems/system-under-test';
import { openSystem, type SystemName } from '../systems/system-names';
import { count, type Tally } from './tally';

export interface WorldRun {
  readonly seed: number;
  /** How many documents are asked. */
  readonly documents: number;
  readonly systems: readonly SystemName[];
  /** Documents that are left out, because they end the process. */
  readonly skip: readonly number[];
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
  /** Reasons why plans were not used, by planner. */
  readonly rejected: Readonly<Record<string, Tally>>;
  readonly failures: readonly Failure[];
}

/** Asks the questions of one generated supergraph. `before` hears of each document before it is asked. */
export async function runWorld(run: WorldRun, before: (document: number) => void = () => undefined): Promise<WorldReport> {
  const world = generateWorld(run.seed);
  if (!world) return { composes: false, cases: 0, unasked: 0, features: {}, rejected: {}, failures: [] };
  const open = openCase(world.graph, world.composed);
  const rejected: Record<string, Tally> = {};
  const loaded: [SystemName, LoadedSystem][] = [];
  for (const name of run.systems) loaded.push([name, await loadSystem(openSystem(name, (planner, reason) => count((rejected[planner] ??= {}), generalized(reason))), open, run.seed)]);
  const report = { composes: true, cases: 0, unasked: 0, features: {} as Tally, rejected, failures: [] as Failure[] };
  for (let number = 0; number < run.documents; number += 1) {
    if (run.skip.includes(number)) continue;
    before(number);
    const questions = world.questions(number).map(parsed);
    const document = questions[0]?.document;
    if (!document) report.unasked += 1;
    else featuresOf(document, world.composed).forEach((feature) => count(report.features, feature, questions.length));
    for (const question of questions) {
      const expected = referenceAnswer(open.reference, question);
      for (const [system, { answer, ...rest }] of loaded) {
        report.cases += 1;
        const asked = document ? { ...question, document } : question;
        const difference = await askAndCompare({ answer, ...rest }, asked, expected);
        if (difference) report.failures.push({ seed: run.seed, document: number, system, difference, graph: world.graph, question: { query: question.query, operationName: question.operationName, variables: question.variables } });
      }
    }
  }
  await Promise.all(loaded.map(([, system]) => system.stop?.()));
  return report;
}

/** A reason without the names of this graph. */
function generalized(reason: string): string {
  return reason.replaceAll(/\b[A-Z]?[A-Za-z_]+(?:\.[A-Za-z_0-9]+)+(?:\([^)]*\))?/g, '…').slice(0, 120);
}
