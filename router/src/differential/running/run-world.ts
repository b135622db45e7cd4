import { askAndCompare, loadSystem, parsed, referenceAnswer } from '../comparing/ask-case';
import type { Difference } from '../comparing/compare-answers';
import { featuresOf } from '../features';
import { generateWorld, type World } from '../generating/generate-world';
import type { GraphCase, Question } from '../graph-case';
import { openCase, type OpenCase } from '../store/open-case';
import type { LoadedSystem } from '../systems/system-under-test';
import { openSystem, withoutPreferred, type SystemName } from '../systems/system-names';
import { count, type Tally } from './tally';

export interface WorldRun {
  readonly seed: number;
  /** The first document that is asked, and the one before which it ends. */
  readonly first: number;
  readonly last: number;
  readonly systems: readonly SystemName[];
  /** Where the process ended before. As in the product, a document is then planned without the preferred planner; after the second time it is refused. */
  readonly ended: readonly Place[];
}

/** A document, asked of a system. */
export interface Place {
  readonly document: number;
  readonly system: SystemName;
}

export interface Failure extends Place {
  readonly seed: number;
  /** Who answered: the system itself, or what is left of it where the preferred planner ends the process. */
  readonly answeredBy: SystemName;
  readonly difference: Difference;
  readonly graph: GraphCase;
  readonly question: Question;
}

/** What came of one document. */
export interface DocumentReport {
  cases: number;
  /** Documents that did not become valid. */
  unasked: number;
  readonly features: Tally;
  /** Reasons why plans were not used, by the system that asked for them and the planner. */
  readonly rejected: Record<string, Tally>;
  readonly failures: Failure[];
}

export interface WorldListener {
  /** A document is about to be asked. */
  before(place: Place): void;
  asked(report: DocumentReport): void;
}

/** Asks the questions of one generated supergraph. @returns whether it composes. */
export async function runWorld(run: WorldRun, listener: WorldListener): Promise<boolean> {
  const world = generateWorld(run.seed);
  if (!world) return false;
  const asking = new WorldAsking(run, listener, world);
  for (let document = run.first; document < run.last; document += 1) listener.asked(await asking.ask(document));
  await asking.stop();
  return true;
}

class WorldAsking {
  private readonly open: OpenCase;
  private readonly loaded = new Map<SystemName, LoadedSystem>();
  private report: DocumentReport = emptyReport();

  constructor(private readonly run: WorldRun, private readonly listener: WorldListener, private readonly world: World) {
    this.open = openCase(world.graph, world.composed);
  }

  async ask(number: number): Promise<DocumentReport> {
    this.report = emptyReport();
    const questions = this.world.questions(number);
    const [first] = questions;
    if (!first) return { ...this.report, unasked: 1 };
    const { document } = parsed(first);
    featuresOf(document, this.world.composed).forEach((feature) => count(this.report.features, feature, questions.length));
    const asked = questions.map((question) => ({ question, parsed: { ...question, document }, expected: referenceAnswer(this.open.reference, { ...question, document }) }));
    for (const system of this.run.systems) {
      this.listener.before({ document: number, system });
      const endings = this.run.ended.filter((place) => place.document === number && place.system === system).length;
      const answeredBy = endings > 0 ? withoutPreferred(system) : system;
      for (const { question, parsed: ready, expected } of asked) {
        this.report.cases += 1;
        const difference = endings > 1 ? ENDED : await askAndCompare(await this.system(answeredBy), ready, expected);
        if (difference) this.report.failures.push({ seed: this.run.seed, document: number, system, answeredBy, difference, graph: this.world.graph, question });
      }
    }
    return this.report;
  }

  async stop(): Promise<void> {
    for (const system of this.loaded.values()) await system.stop?.();
  }

  private async system(name: SystemName): Promise<LoadedSystem> {
    const known = this.loaded.get(name);
    if (known) return known;
    const made = await loadSystem(openSystem(name, (planner, reason) => count((this.report.rejected[`${name}: ${planner}`] ??= {}), generalized(reason))), this.open, this.run.seed);
    this.loaded.set(name, made);
    return made;
  }
}

const ENDED: Difference = { kind: 'refused', detail: 'whoever plans it ends the process' };

const emptyReport = (): DocumentReport => ({ cases: 0, unasked: 0, features: {}, rejected: {}, failures: [] });

/** A reason without the names of this graph. */
function generalized(reason: string): string {
  return reason.replaceAll(/\b[A-Z]?[A-Za-z_]+(?:\.[A-Za-z_0-9]+)+(?:\([^)]*\))?/g, '…').slice(0, 120);
}
