import type { GraphCase, Question } from '../graph-case';
import { Random } from '../random';
import { composeCase, type ComposedCase } from '../store/compose-case';
import { generateData } from './generate-data';
import { generateQuestions } from './generate-questions';
import { generateSubgraphs } from './generate-subgraphs';

export interface World {
  readonly graph: GraphCase;
  readonly composed: ComposedCase;
  /** The questions of a number, which are one document with different variables. */
  questions(number: number): Question[];
}

/** A supergraph with data; nothing where the subgraphs do not compose. The same for the same seed. */
export function generateWorld(seed: number): World | undefined {
  const random = new Random(seed);
  const subgraphs = generateSubgraphs(random);
  const composed = tryToCompose(subgraphs);
  if (!composed) return undefined;
  const graph = { subgraphs, data: generateData(composed, random) };
  return { graph, composed, questions: (number) => generateQuestions(composed.api, new Random(seed * 7919 + number)) };
}

/** Composition throws where it did not foresee something. */
function tryToCompose(subgraphs: Readonly<Record<string, string>>): ComposedCase | undefined {
  try {
    const composed = composeCase(subgraphs);
    return 'api' in composed ? composed : undefined;
  } catch {
    return undefined;
  }
}
