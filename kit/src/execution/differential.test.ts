import fc from 'fast-check';
import { execute, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { compileOperation } from './compile-operation';
import type { OperationResult } from './execution';
import { choices, inputs, randomDocument } from './fixtures/random-document';
import { fieldTypes, manners, randomSchema } from './fixtures/random-graph';

const RUNS = 200;
const kinds = fc.constantFrom('query' as const, 'mutation' as const);

interface Told {
  readonly message: string;
  readonly path: readonly (string | number)[] | undefined;
  readonly locations: readonly unknown[] | undefined;
}

const told = ({ errors = [] }: OperationResult | ExecutionResult): Told[] => errors.map(({ message, path, locations }) => ({ message, path, locations }));
const text = (value: unknown): string => JSON.stringify(value);

/** An answer as text, so that the order of keys counts. */
function answerOf(result: OperationResult | ExecutionResult) {
  return { data: text(result.data), errors: told(result) };
}

/**
 * Where an error made more than its own position null, which of several errors below came first is a matter of time.
 * What counts: errors at their own null, and which positions others made null.
 */
function timelessAnswerOf(result: OperationResult | ExecutionResult) {
  const kept: string[] = [];
  const cut = new Set<string>();
  for (const error of told(result)) {
    const null_ = firstNull(result.data, error.path ?? []);
    if (null_ === error.path?.length) kept.push(text(error));
    else cut.add(text(error.path?.slice(0, null_)));
  }
  return { data: text(result.data), kept: kept.sort(), cut: [...cut].sort() };
}

function firstNull(data: unknown, path: readonly (string | number)[]): number {
  let at: unknown = data;
  let depth = 0;
  for (; at !== null && at !== undefined && depth < path.length; depth += 1) at = (at as Record<string | number, unknown>)[path[depth] as string];
  return depth;
}

function run(schema: GraphQLSchema, document: DocumentNode, variables: Record<string, unknown>) {
  return { compiled: compileOperation(schema, document)(variables, {}), interpreted: execute({ schema, document, variableValues: variables, contextValue: {} }) };
}

describe('a compiled operation answers what graphql-js answers', () => {
  it('at once, where nothing is promised, the same errors in the same order', () => {
    fc.assert(fc.property(fieldTypes, manners(false), kinds, choices, inputs, (types, manner, kind, numbers, variables) => {
      const schema = randomSchema(types, manner);
      const { compiled, interpreted } = run(schema, randomDocument(schema, kind, numbers), variables);
      expect(compiled).not.toBeInstanceOf(Promise);
      expect(answerOf(compiled as OperationResult)).toEqual(answerOf(interpreted as ExecutionResult));
    }), { numRuns: RUNS, seed: 1 });
  });

  it('when some of it comes later', async () => {
    await fc.assert(fc.asyncProperty(fieldTypes, manners(true), kinds, choices, inputs, async (types, manner, kind, numbers, variables) => {
      const schema = randomSchema(types, manner);
      const { compiled, interpreted } = run(schema, randomDocument(schema, kind, numbers), variables);
      expect(timelessAnswerOf(await compiled)).toEqual(timelessAnswerOf(await interpreted));
    }), { numRuns: RUNS, seed: 1 });
  });
});
