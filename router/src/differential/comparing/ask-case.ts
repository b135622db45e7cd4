import { execute, parse, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { Question } from '../graph-case';
import { SchemaSource } from '../systems/schema-source';
import { Random } from '../random';
import type { OpenCase } from '../store/open-case';
import type { LoadedSystem, SystemUnderTest } from '../systems/system-under-test';
import { compareAnswers, type Difference } from './compare-answers';

/** Loads a case into a system. The seed decides which fetches are late. */
export async function loadSystem(system: SystemUnderTest, { composed, subgraphs }: OpenCase, seed: number): Promise<LoadedSystem> {
  const random = new Random(seed);
  return system.load(composed.supergraphSdl, new Map([...subgraphs].map(([name, schema]) => [name, new SchemaSource(schema, random)])));
}

export interface AskedQuestion extends Question {
  readonly document: DocumentNode;
}

export function parsed(question: Question): AskedQuestion {
  return { ...question, document: parse(question.query, { noLocation: true }) };
}

export function referenceAnswer(reference: GraphQLSchema, { document, operationName, variables }: AskedQuestion): ExecutionResult {
  return execute({ schema: reference, document, operationName, variableValues: variables, contextValue: { journal: [] } }) as ExecutionResult;
}

/** Asks a loaded system and compares with what the reference answered. */
export async function askAndCompare(system: LoadedSystem, question: AskedQuestion, expected: ExecutionResult): Promise<Difference | undefined> {
  const { document, operationName, variables } = question;
  try {
    return compareAnswers(expected, await system.answer({ document, operationName, variables }, { journal: [] }));
  } catch (error) {
    return { kind: 'threw', detail: error instanceof Error ? error.stack ?? error.message : String(error) };
  }
}
