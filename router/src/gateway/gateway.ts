import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginSchemaReportingDisabled, ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled';
import { maskError } from '@sangam/kit/errors/mask-error';
import type { Logger } from '@sangam/kit/observability/logger';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { absentSource } from './absent-source';
import { switchTelemetryOff } from './telemetry.settings';
import { publicAnswer, type GraphAnswer } from './answer';
import type { GraphContext } from './graph-context';

export interface GraphOperation {
  readonly document: DocumentNode;
  readonly operationName?: string | null;
  readonly variables: Record<string, unknown>;
}

export interface Gateway {
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSdl: string;
  /** Answers queries and mutations; never throws. */
  run(operation: GraphOperation, context: GraphContext): Promise<GraphAnswer>;
  /** Apollo's gateway and the sources of its subgraphs, for streams. */
  readonly apollo: ApolloGateway;
  source(subgraph: string): GraphQLDataSource;
  stop(): Promise<void>;
}

export interface GatewayOptions {
  readonly supergraphSdl: string;
  /** Subgraphs that can be reached; others of the supergraph answer SUBGRAPH_UNAVAILABLE. */
  readonly sources: ReadonlyMap<string, GraphQLDataSource>;
  readonly log: Logger;
  readonly maxErrors: number;
}

/** Loads the supergraph into Apollo's gateway behind Apollo Server. Nothing is reported to anybody. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  switchTelemetryOff();
  const source = (name: string): GraphQLDataSource => options.sources.get(name) ?? absentSource;
  const apollo = new ApolloGateway({
    supergraphSdl: options.supergraphSdl, buildService: ({ name }) => source(name), queryPlannerConfig: { exposeDocumentNodeInFetchNode: true }, logger: quiet(options.log),
  });
  const server = new ApolloServer<GraphContext>({
    gateway: apollo, introspection: true, includeStacktraceInErrorResponses: false, stopOnTerminationSignals: false, logger: quiet(options.log), allowBatchedHttpRequests: false,
    plugins: [ApolloServerPluginUsageReportingDisabled(), ApolloServerPluginSchemaReportingDisabled(), ApolloServerPluginCacheControlDisabled()],
  });
  await server.start();
  const apiSchema = apollo.schema;
  if (!apiSchema) throw new Error('The supergraph was not loaded.');
  return {
    apiSchema, supergraphSdl: options.supergraphSdl, apollo, source,
    run: (operation, context) => run({ server, log: options.log, maxErrors: options.maxErrors }, operation, context),
    stop: () => server.stop(),
  };
}

interface Runner {
  readonly server: ApolloServer<GraphContext>;
  readonly log: Logger;
  readonly maxErrors: number;
}

async function run({ server, log, maxErrors }: Runner, { document, operationName, variables }: GraphOperation, context: GraphContext): Promise<GraphAnswer> {
  try {
    const { body } = await server.executeOperation({ query: document, variables, ...(operationName && { operationName }) }, { contextValue: context });
    if (body.kind !== 'single') throw new Error('The gateway answered in parts.');
    return publicAnswer(body.singleResult, context.viewer, maxErrors);
  } catch (error) {
    return publicAnswer({ errors: [maskError(error, { requestId: context.requestId, log })] }, context.viewer, maxErrors);
  }
}

function quiet(log: Logger): { debug(message?: string): void; info(message?: string): void; warn(message?: string): void; error(message?: string): void } {
  return {
    debug: (message) => log.debug(message), info: (message) => log.debug(message),
    warn: (message) => log.warn(message), error: (message) => log.error(message),
  };
}
