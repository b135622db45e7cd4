import type { GraphCase, Question } from '../graph-case';
import { smallerData } from './shrink-data';
import { smallerQuestions } from './shrink-question';
import { smallerSubgraphs } from './shrink-subgraphs';
import { tidied } from './tidy-subgraphs';

export interface AskedCase {
  readonly graph: GraphCase;
  readonly question: Question;
}

/** A smaller case, made when it is tried. */
export type Candidate<T> = () => T;

/** Attempts until a case is left as it is. */
const MOST_ATTEMPTS = 5_000;

/** Takes away whatever can be taken away while the case still fails. */
export async function shrinkCase(found: AskedCase, fails: (candidate: AskedCase) => Promise<boolean>): Promise<AskedCase> {
  let smallest = found;
  let attempts = 0;
  const shrinkBy = async (pass: (from: AskedCase) => Iterable<Candidate<AskedCase>>): Promise<boolean> => {
    const before = smallest;
    for (let position = 0; attempts < MOST_ATTEMPTS; attempts += 1) {
      const candidate = at(pass(smallest), position);
      if (!candidate) break;
      const smaller = candidate();
      // What followed what was taken away stands in its place now.
      if (JSON.stringify(smaller) !== JSON.stringify(smallest) && (await fails(smaller))) smallest = smaller;
      else position += 1;
    }
    return smallest !== before;
  };
  for (let progress = true; progress && attempts < MOST_ATTEMPTS;) {
    progress = false;
    for (const pass of [questionPass, graphPass, dataPass]) progress = (await shrinkBy(pass)) || progress;
  }
  return smallest;
}

function at<T>(items: Iterable<T>, position: number): T | undefined {
  let index = 0;
  for (const item of items) {
    if (index === position) return item;
    index += 1;
  }
  return undefined;
}

function* questionPass({ graph, question }: AskedCase): Generator<Candidate<AskedCase>> {
  for (const smaller of smallerQuestions(question)) yield () => ({ graph, question: smaller() });
}

function* graphPass({ graph, question }: AskedCase): Generator<Candidate<AskedCase>> {
  for (const smaller of smallerSubgraphs(graph.subgraphs)) yield () => ({ graph: { ...graph, subgraphs: tidied(smaller()) }, question });
}

function* dataPass({ graph, question }: AskedCase): Generator<Candidate<AskedCase>> {
  for (const smaller of smallerData(graph.data)) yield () => ({ graph: { ...graph, data: smaller() }, question });
}
