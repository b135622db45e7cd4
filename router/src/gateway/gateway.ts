import { maskError } from '@sangam/kit/errors/mask-error';
import type { Logger } from '@sangam/kit/observability/logger';
import type { GraphQLSchema } from 'graphql';
import type { SubgraphSource } from '../execution/subgraph-source';
import { createSupergraphOver, type Supergraph } from '../execution/supergraph';
import type { ClientOperation } from '../execution/supergraph-answer';
import { knownPlanOf, type KnownPlans } from '../planning/known-plans';
import { planInProcess, plannersHere } from '../planning/plan-in-process';
import type { Planning } from '../planning/planner';
import { PlanningProcess } from '../planning/planning-process';
import { readSupergraph } from '../planning/supergraph-model';
import { publicText, type GraphAnswer } from './answer';
import type { GraphContext } from './graph-context';

export type GraphOperation = ClientOperation;

export interface Gateway {
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  readonly supergraph: Supergraph<GraphContext>;
  /** Answers queries and mutations with the text of the answer; never throws. */
  answer(operation: GraphOperation, context: GraphContext): string | Promise<string>;
  /** The same for whoever needs the answer's parts. */
  run(operation: GraphOperation, context: GraphContext): Promise<GraphAnswer>;
  stop(): void;
}

export interface GatewayOptions {
  readonly supergraphSdl: string;
  /** Subgraphs that can be reached; others of the supergraph answer SUBGRAPH_UNAVAILABLE. */
  readonly sources: ReadonlyMap<string, SubgraphSource<GraphContext>>;
  readonly knownPlans: KnownPlans;
  /** Plans unknown documents in this process: for tests, which have neither time for another nor clients to fear. */
  readonly planHere?: boolean;
  readonly log: Logger;
  readonly maxErrors: number;
}

/** Reads the supergraph and answers over it. Plans that are not known beforehand are made in a process of their own. */
export function startGateway({ supergraphSdl, sources, knownPlans, planHere = false, log, maxErrors }: GatewayOptions): Gateway {
  const model = readSupergraph(supergraphSdl);
  const known = knownPlanOf(knownPlans, supergraphSdl);
  const apart = new PlanningProcess({ supergraphSdl, log });
  const plan: Planning = planHere ? planInProcess({ model, planners: plannersHere() }) : (operation, overrides) => apart.plan(operation, overrides);
  const supergraph = createSupergraphOver<GraphContext>(model, { sources, planning: (operation, overrides) => known(operation, overrides) ?? plan(operation, overrides) });
  const failed = (error: unknown, { requestId, viewer }: GraphContext): string => publicText({ errors: [maskError(error, { requestId, log })] }, viewer, maxErrors);
  const answer = (operation: GraphOperation, context: GraphContext): string | Promise<string> => {
    try {
      const answered = supergraph.answer(operation, context);
      return answered instanceof Promise
        ? answered.then((settled) => publicText(settled, context.viewer, maxErrors)).catch((error: unknown) => failed(error, context))
        : publicText(answered, context.viewer, maxErrors);
    } catch (error) {
      return failed(error, context);
    }
  };
  return {
    apiSchema: supergraph.apiSchema, supergraph, answer,
    run: async (operation, context) => JSON.parse(await answer(operation, context)) as GraphAnswer,
    stop: () => apart.stop(),
  };
}
