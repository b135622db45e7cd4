import type { GraphQLSchema } from 'graphql';
import { chooseOverrides, NO_OVERRIDES } from '../planning/overrides';
import type { OverrideChoice, PlannerName, Planning } from '../planning/planner';
import { planInProcess } from '../planning/plan-in-process';
import { readSupergraph, type SupergraphModel } from '../planning/supergraph-model';
import { absentSubgraph } from './absent-subgraph';
import { OperationCompiler, type CompiledProgram } from './operation-compiler';
import type { SubscriptionProgram } from './program';
import { isPromise } from './run';
import type { SubgraphSource } from './subgraph-source';
import type { ClientOperation, SupergraphAnswer } from './supergraph-answer';

/** A supergraph that answers. `C` is what travels with one client request. */
export interface Supergraph<C> {
  readonly model: SupergraphModel;
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  /** Answers a query or a mutation, at once where nobody has to be waited for. @throws AppError QUERY_NOT_PLANNABLE, BAD_USER_INPUT */
  answer(operation: ClientOperation, context: C): SupergraphAnswer | Promise<SupergraphAnswer>;
  /** @throws AppError QUERY_NOT_PLANNABLE, BAD_USER_INPUT */
  subscription(operation: ClientOperation): Promise<SubscriptionProgram<C>>;
}

export interface SupergraphOptions<C> {
  /** Subgraphs that can be reached; others answer SUBGRAPH_UNAVAILABLE. */
  readonly sources: ReadonlyMap<string, SubgraphSource<C>>;
  readonly planning: Planning;
  /** Whether a progressive override with a label of its own holds. Default: none does. */
  readonly holds?: (label: string) => boolean;
  /** From 0 to 100, for progressive overrides by percentage. */
  readonly draw?: () => number;
}

export function createSupergraphOver<C>(model: SupergraphModel, { sources, planning, holds = () => false, draw = () => Math.random() * 100 }: SupergraphOptions<C>): Supergraph<C> {
  const compiler = new OperationCompiler<C>({ model, planning, source: (name) => sources.get(name) ?? absentSubgraph });
  const overrides = (): OverrideChoice => (model.overrideLabels.length === 0 ? NO_OVERRIDES : chooseOverrides(model.overrideLabels, draw(), holds));
  const run = ({ run: program }: CompiledProgram<C>, { variables }: ClientOperation, context: C): SupergraphAnswer | Promise<SupergraphAnswer> => {
    if (!program) throw new Error('A subscription was asked for as a query.');
    return program(variables, context);
  };
  return {
    model, apiSchema: model.apiSchema,
    answer(operation, context) {
      const program = compiler.program(operation, overrides());
      return isPromise(program) ? program.then((compiled) => run(compiled, operation, context)) : run(program, operation, context);
    },
    async subscription(operation) {
      const { subscription } = await compiler.program(operation, overrides());
      if (!subscription) throw new Error('The document holds no subscription.');
      return subscription;
    },
  };
}

export interface OwnPlanning {
  readonly supergraphSdl: string;
  /** In order of preference. */
  readonly planners: readonly PlannerName[];
  readonly report?: Parameters<typeof planInProcess>[0]['report'];
}

/** A supergraph that plans in this process, for tests and measurements. @throws Error naming what the supergraph uses and nobody here supports. */
export function createSupergraph<C>({ supergraphSdl, planners, report, ...options }: Omit<SupergraphOptions<C>, 'planning'> & OwnPlanning): Supergraph<C> {
  const model = readSupergraph(supergraphSdl);
  return createSupergraphOver(model, { ...options, planning: planInProcess({ model, planners, ...(report && { report }) }) });
}
