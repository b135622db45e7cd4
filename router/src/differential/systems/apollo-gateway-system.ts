import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { parse, print, type GraphQLFormattedError } from 'graphql';
import type { SubgraphSource } from '../../execution/subgraph-source';
import type { ClientOperation, SupergraphAnswer } from '../../execution/supergraph-answer';
import type { CaseContext } from '../graph-case';
import type { LoadedSystem, SystemUnderTest } from './system-under-test';

type ProcessAnswer = Awaited<ReturnType<GraphQLDataSource['process']>>;
type RequestContext = Parameters<ApolloGateway['executor']>[0];

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** The stock gateway with its own planner and executor, for comparison. */
export const apolloGatewaySystem: SystemUnderTest = {
  name: 'apollo-gateway',
  load: async (supergraphSdl, sources) => {
    const gateway = new ApolloGateway({ supergraphSdl, logger: quiet, buildService: ({ name }) => dataSource(sources.get(name)) });
    const { schema } = await gateway.load();
    const loaded: LoadedSystem = { apiSchema: schema, answer: (operation, context) => answer(gateway, operation, context), stop: () => gateway.stop() };
    return loaded;
  },
};

function dataSource(source: SubgraphSource<CaseContext> | undefined): GraphQLDataSource {
  if (!source) throw new Error('A subgraph of the supergraph has no source.');
  return {
    process: async ({ request, context }) => {
      const text = request.query ?? '';
      const kind = text.startsWith('mutation') ? 'mutation' : 'query';
      return (await source.prepare({ kind, text, document: parse(text) })(request.variables ?? {}, context as CaseContext)) as ProcessAnswer;
    },
  };
}

async function answer(gateway: ApolloGateway, { document, operationName, variables }: ClientOperation, context: CaseContext): Promise<SupergraphAnswer> {
  const query = print(document);
  const request = { query, operationName: operationName ?? undefined, variables: { ...variables } };
  const requestContext = { request, document, queryHash: `${query}#`, operationName: operationName ?? null, logger: quiet, context, metrics: {}, schema: gateway.schema } as unknown as RequestContext;
  const { data, errors = [] } = await gateway.executor(requestContext);
  return { ...(data !== undefined && { data: JSON.stringify(data) }), errors: errors.map((error) => JSON.parse(JSON.stringify(error)) as GraphQLFormattedError) };
}
