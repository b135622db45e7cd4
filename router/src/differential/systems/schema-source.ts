import { execute, GraphQLError, validate, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { PreparedFetch, SubgraphAnswer, SubgraphOperation, SubgraphSource } from '../../execution/subgraph-source';
import type { Random } from '../random';

/**
 * A subgraph of this process, by its schema. Answers at once or some ticks later, as the stream of choices says, so that fetches overtake
 * each other. What a planner asks has to be valid: graphql-js leaves out unknown fields without a word.
 */
export class SchemaSource<C> implements SubgraphSource<C> {
  constructor(private readonly schema: GraphQLSchema, private readonly random: Random) {}

  prepare({ document, text }: SubgraphOperation): PreparedFetch<C> {
    const mistakes = validate(this.schema, document, undefined, { maxErrors: 1 });
    if (mistakes.length > 0) {
      const refused = mistakes.map(({ message }) => new GraphQLError(`${message} In: ${text}`, { extensions: { code: 'MISPLANNED' } }).toJSON());
      return () => ({ data: null, errors: refused });
    }
    return (variables, context) => {
      const result = execute({ schema: this.schema, document, variableValues: variables, contextValue: context });
      const ticks = this.random.between(-2, 4);
      if (result instanceof Promise) return result.then(answered);
      return ticks > 0 ? later(answered(result as ExecutionResult), ticks) : answered(result as ExecutionResult);
    };
  }
}

/** As JSON, which is what comes over a wire; the caller may write into it. */
function answered({ data, errors }: ExecutionResult): SubgraphAnswer {
  return JSON.parse(JSON.stringify({ data: data ?? null, ...(errors && { errors }) })) as SubgraphAnswer;
}

async function later(answer: SubgraphAnswer, ticks: number): Promise<SubgraphAnswer> {
  for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
  return answer;
}
