import { ApolloGateway } from '@apollo/gateway';
import { maskError } from '@sangam/kit/errors/mask-error';
import type { Logger } from '@sangam/kit/observability/logger';
import type { QueryPlanner } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import type { SubgraphSource } from '../execution/subgraph-source';
import { createSupergraphOver, type Supergraph } from '../execution/supergraph';
import type { ClientOperation } from '../execution/supergraph-answer';
import { plannersHere } from '../planning/planning';
import { readSupergraph } from '../planning/supergraph-model';
import { publicText, type GraphAnswer } from './answer';
import type { GraphContext } from './graph-context';
import { switchTelemetryOff } from './telemetry.settings';

export type GraphOperation = ClientOperation;

export interface Gateway {
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  readonly supergraph: Supergraph<GraphContext>;
  /** Answers queries and mutations with the text of the answer; never throws. */
  answer(operation: GraphOperation, context: GraphContext): string | Promise<string>;
  /** The same for whoever needs the answer's parts. */
  run(operation: GraphOperation, context: GraphContext): Promise<GraphAnswer>;
}

export interface GatewayOptions {
  readonly supergraphSdl: string;
  /** Subgraphs that can be reached; others of the supergraph answer SUBGRAPH_UNAVAILABLE. */
  readonly sources: ReadonlyMap<string, SubgraphSource<GraphContext>>;
  readonly log: Logger;
  readonly maxErrors: number;
}

/** Lets Apollo's gateway load the supergraph and answers in its place. Nothing is reported to anybody. */
export async function startGateway({ supergraphSdl, sources, log, maxErrors }: GatewayOptions): Promise<Gateway> {
  const model = readSupergraph(supergraphSdl, await loadedByApollo(supergraphSdl, log));
  const supergraph = createSupergraphOver<GraphContext>(model, {
    sources, planners: plannersHere(),
    report: { rejected: (planner, reason, { text }) => log.warn({ planner, reason, document: text }, 'a plan was not taken') },
  });
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
  };
}

/** Apollo's gateway checks the supergraph and makes the planner that stands in where the preferred one fails. It is asked for nothing else. */
async function loadedByApollo(supergraphSdl: string, log: Logger): Promise<QueryPlanner> {
  switchTelemetryOff();
  const apollo = new ApolloGateway({ supergraphSdl, buildService: () => ({ process: async () => ({ data: null }) as never }), logger: quiet(log) });
  await apollo.load();
  const { queryPlanner } = apollo.__testing();
  await apollo.stop();
  if (!queryPlanner) throw new Error('The supergraph was not loaded.');
  return queryPlanner;
}

function quiet(log: Logger): { debug(message?: string): void; info(message?: string): void; warn(message?: string): void; error(message?: string): void } {
  return {
    debug: (message) => log.debug(message), info: (message) => log.debug(message),
    warn: (message) => log.warn(message), error: (message) => log.error(message),
  };
}
