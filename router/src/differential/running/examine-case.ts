import { GraphQLError, validate } from 'graphql';
import { getVariableValues } from 'graphql/execution/values';
import { askAndCompare, loadSystem, parsed, referenceAnswer, type AskedQuestion } from '../comparing/ask-case';
import type { Difference } from '../comparing/compare-answers';
import type { GraphCase, Question } from '../graph-case';
import { composeCase, type ComposedCase } from '../store/compose-case';
import { dataProblems } from '../store/data-problems';
import { openCase } from '../store/open-case';
import { openSystem, type SystemName } from '../systems/system-names';

export interface Examination {
  readonly graph: GraphCase;
  readonly question: Question;
  readonly system: SystemName;
  /** In which fetches overtake each other, one attempt each. */
  readonly seeds: readonly number[];
}

export interface Finding {
  /** Why the case cannot be asked. */
  readonly invalid?: string;
  readonly difference?: Difference;
  /** Plans that were not used, and why. */
  readonly rejected: readonly string[];
  readonly expected?: string;
}

/** Asks one question of one case, once for each seed until an answer is wrong. */
export async function examineCase({ graph, question, system, seeds }: Examination): Promise<Finding> {
  const rejected: string[] = [];
  let composed: ComposedCase | readonly string[];
  let asked: AskedQuestion;
  try {
    composed = composeCase(graph.subgraphs);
    asked = parsed(question);
  } catch (error) {
    return { invalid: (error as Error).message, rejected };
  }
  if (!('api' in composed)) return { invalid: composed.join('\n'), rejected };
  const invalid = dataProblems(composed, graph.data)[0] ?? questionProblem(composed, asked);
  if (invalid !== undefined) return { invalid, rejected };
  const open = openCase(graph, composed);
  const expected = referenceAnswer(open.reference, asked);
  for (const seed of seeds) {
    const loaded = await loadSystem(openSystem(system, (planner, reason) => rejected.push(`${planner}: ${reason}`)), open, seed);
    const difference = await askAndCompare(loaded, asked, expected);
    await loaded.stop?.();
    if (difference) return { difference, rejected, expected: JSON.stringify(expected) };
  }
  return { rejected, expected: JSON.stringify(expected) };
}

function questionProblem({ api }: ComposedCase, { document, operationName, variables }: AskedQuestion): string | undefined {
  const [mistake] = validate(api, document, undefined, { maxErrors: 1 });
  if (mistake instanceof GraphQLError) return mistake.message;
  const operation = document.definitions.find((node) => node.kind === 'OperationDefinition' && (!operationName || node.name?.value === operationName));
  if (operation?.kind !== 'OperationDefinition') return 'There is no such operation.';
  return getVariableValues(api, operation.variableDefinitions ?? [], variables, { maxErrors: 1 }).errors?.[0]?.message;
}
