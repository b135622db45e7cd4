import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled, ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { RequestHandler } from 'express';
import { GRAPHQL_PARSE_FAILED, GRAPHQL_VALIDATION_FAILED, INTERNAL_SERVER_ERROR } from '../errors/codes';
import { maskError } from '../errors/mask-error';
import type { Logger } from '../observability/logger';
import type { SubgraphContext } from '../running/context';
import type { RunningSubgraph } from '../running/running-subgraph';
import { signedCall } from './signed-requests';

/** The GraphQL endpoint of a subgraph that runs apart, for signed calls only. */
export interface SubgraphGraphQL {
  readonly handler: RequestHandler;
  stop(): Promise<void>;
}

export async function createSubgraphGraphQL(running: RunningSubgraph, log: Logger): Promise<SubgraphGraphQL> {
  const server = new ApolloServer<SubgraphContext>({
    schema: running.schema,
    // Whoever gets here holds a service key: there is no browser to protect and nothing to hide from the router.
    csrfPrevention: false,
    introspection: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: log,
    formatError: withoutInternals,
    plugins: [ApolloServerPluginInlineTraceDisabled(), ApolloServerPluginUsageReportingDisabled(), ApolloServerPluginLandingPageDisabled(), errorsInHouseForm(log)],
  });
  await server.start();
  const apollo = expressMiddleware(server, { context: async ({ req }) => running.context(signedCall(req).identity) });
  return {
    handler: (request, response, next) => {
      request.body = parsedBody(signedCall(request).rawBody);
      return apollo(request, response, next);
    },
    stop: () => server.stop(),
  };
}

/** Undefined for what is not JSON; Apollo answers that with 400. */
function parsedBody(rawBody: Buffer): unknown {
  try {
    return JSON.parse(rawBody.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Errors of the operation, formatted where the request id is known. */
function errorsInHouseForm(log: Logger): ApolloServerPlugin<SubgraphContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response, errors, contextValue }) => {
        if (response.body.kind !== 'single' || !errors?.length) return;
        response.body.singleResult.errors = errors.map((error) => maskError(withItsOwnCode(error), { requestId: contextValue.requestId, log }));
      },
    }),
  };
}

const REFUSED_DOCUMENTS: readonly unknown[] = [GRAPHQL_PARSE_FAILED.code, GRAPHQL_VALIDATION_FAILED.code];

/** Apollo wraps graphql-js's error about a document; the code is on the wrapper. */
function withItsOwnCode(error: GraphQLError): GraphQLError {
  const { code } = error.extensions;
  return REFUSED_DOCUMENTS.includes(code) ? new GraphQLError(error.message, { extensions: { code } }) : error;
}

/** For what Apollo refuses before there is a context; everything else is formatted once more by the plugin. */
function withoutInternals(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const code = formatted.extensions?.code;
  return code === INTERNAL_SERVER_ERROR.code ? { message: INTERNAL_SERVER_ERROR.message, extensions: { code } } : formatted;
}
