import type { GraphCase, Question } from '../graph-case';
import { smallerData } from './shrink-data';
import { smallerQuestions } from './shrink-question';
import { smallerSubgraphs } from './shrink-subgraphs';

export interface AskedCase {
  readonly graph: GraphCase;
  readonly question: Question;
}

/** Attempts until a case is left as it is. */
const MOST_ATTEMPTS = 6_000;

/** Takes away whatever can be taken away while the case still fails. */
export async function shrinkCase(found: AskedCase, fails: (candidate: AskedCase) => Promise<boolean>): Promise<AskedCase> {
  let smallest = found;
  let attempts = 0;
  const passes = [questionPass, dataPass, graphPass];
  for (let progress = true; progress && attempts < MOST_ATTEMPTS;) {
    progress = false;
    for (const pass of passes) {
      for (let again = true; again;) {
        again = false;
        for (const candidate of pass(smallest)) {
          attempts += 1;
          if (attempts >= MOST_ATTEMPTS) return smallest;
          if (!(await fails(candidate))) continue;
          smallest = candidate;
          progress = again = true;
          break;
        }
      }
    }
  }
  return smallest;
}

function* questionPass({ graph, question }: AskedCase): Generator<AskedCase> {
  for (const smaller of smallerQuestions(question)) if (JSON.stringify(smaller) !== JSON.stringify(question)) yield { graph, question: smaller };
}

function* graphPass({ graph, question }: AskedCase): Generator<AskedCase> {
  for (const subgraphs of smallerSubgraphs(graph.subgraphs)) if (JSON.stringify(subgraphs) !== JSON.stringify(graph.subgraphs)) yield { graph: { ...graph, subgraphs }, question };
}

function* dataPass({ graph, question }: AskedCase): Generator<AskedCase> {
  for (const data of smallerData(graph.data)) yield { graph: { ...graph, data }, question };
}
