import { createSourceEventStream, execute, type DocumentNode, type ExecutionResult, type FormattedExecutionResult, type GraphQLSchema } from 'graphql';
import { maskError } from '../errors/mask-error';
import { mapStream } from '../live/map-stream';
import type { Logger } from '../observability/logger';
import type { SubgraphContext } from '../running/context';

export interface StreamRequest {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly operationName?: string | null;
  /** Makes a context; called once to open the stream and once for each event, or loaders would answer from the past. */
  readonly newContext: () => SubgraphContext;
  readonly log: Pick<Logger, 'error'>;
}

/**
 * Opens a subscription of a subgraph. Answers the stream of formatted results, or one result with errors when it is
 * refused. `return()` ends the source at once, also while nothing happens on it.
 */
export async function openEventStream(request: StreamRequest): Promise<AsyncIterableIterator<FormattedExecutionResult> | FormattedExecutionResult> {
  const { schema, document, newContext } = request;
  const contextValue = newContext();
  const shared = { schema, document, variableValues: request.variables ?? undefined, operationName: request.operationName };
  const source = await createSourceEventStream({ ...shared, contextValue });
  if (!(Symbol.asyncIterator in source)) return formatted(source, contextValue.requestId, request.log);
  const events = source[Symbol.asyncIterator]();
  return mapStream(events, async (event) => {
    const context = newContext();
    return formatted(await execute({ ...shared, rootValue: event, contextValue: context }), context.requestId, request.log);
  });
}

function formatted(result: ExecutionResult, requestId: string, log: Pick<Logger, 'error'>): FormattedExecutionResult {
  const { errors, ...rest } = result;
  return errors?.length ? { ...rest, errors: errors.map((error) => maskError(error, { requestId, log })) } : rest;
}
