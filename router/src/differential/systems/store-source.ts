import { execute, GraphQLError, validate, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { PreparedFetch, SubgraphAnswer, SubgraphOperation, SubgraphSource } from '../../execution/subgraph-source';
import type { CaseContext } from '../graph-case';
import type { Random } from '../random';

/** A subgraph of a case in this process. Answers at once or some ticks later, as the stream of choices says, so that fetches overtake each other. */
export class StoreSource implements SubgraphSource<CaseContext> {
  constructor(private readonly schema: GraphQLSchema, private readonly random: Random) {}

  prepare({ document, text }: SubgraphOperation): PreparedFetch<CaseContext> {
    const mistakes = validate(this.schema, document, undefined, { maxErrors: 1 });
    if (mistakes.length > 0) {
      const refused: SubgraphAnswer = { data: null, errors: mistakes.map(({ message }) => new GraphQLError(`${message} In: ${text}`, { extensions: { code: 'MISPLANNED' } })) };
      return () => refused;
    }
    return (variables, context) => {
      const answer = answered(execute({ schema: this.schema, document, variableValues: variables, contextValue: context }) as ExecutionResult);
      const ticks = this.random.between(-2, 4);
      return ticks > 0 ? later(answer, ticks) : answer;
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
