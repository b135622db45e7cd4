import type { GraphQLDataSource } from '@apollo/gateway';
import { GraphQLDataSourceRequestKind } from '@apollo/gateway/dist/datasources/types';
import { maskError } from '@sangam/kit/errors/mask-error';
import type { Logger } from '@sangam/kit/observability/logger';
import type { SubgraphContext } from '@sangam/kit/running/context';
import type { RunningSubgraph } from '@sangam/kit/running/running-subgraph';
import { execute, parse, type DocumentNode, type ExecutionResult } from 'graphql';
import type { GraphContext } from './graph-context';

type ProcessOptions = Parameters<GraphQLDataSource['process']>[0];
type ProcessAnswer = Awaited<ReturnType<GraphQLDataSource['process']>>;

/** A subgraph of this process: executes the gateway's parsed document, without text or network in between. */
export class LocalSource implements GraphQLDataSource {
  constructor(private readonly subgraph: RunningSubgraph, private readonly log: Logger) {}

  async process(options: ProcessOptions): Promise<ProcessAnswer> {
    if (options.kind !== GraphQLDataSourceRequestKind.INCOMING_OPERATION) return { data: {} };
    const graph = options.context as GraphContext;
    const document: DocumentNode = options.document ?? parse(options.request.query ?? '');
    const result = (await execute({
      schema: this.subgraph.schema, document, variableValues: options.request.variables ?? {}, contextValue: localContext(this.subgraph, graph),
    })) as ExecutionResult;
    const errors = result.errors?.map((error) => maskError(error, { requestId: graph.requestId, log: this.log }));
    return { data: result.data ?? null, ...(errors && { errors }) } as ProcessAnswer;
  }
}

/** The subgraph's context of this request; made on its first fetch. */
export function localContext(subgraph: RunningSubgraph, graph: GraphContext): SubgraphContext {
  const known = graph.local.get(subgraph.name);
  if (known) return known;
  const made = subgraph.context({ viewer: graph.viewer, caller: 'router', requestId: graph.requestId, idempotencyKey: graph.idempotencyKey });
  graph.local.set(subgraph.name, made);
  return made;
}
