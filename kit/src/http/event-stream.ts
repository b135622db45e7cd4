import { createSourceEventStream, type DocumentNode, type FormattedExecutionResult, type GraphQLSchema } from 'graphql';
import { maskError } from '../errors/mask-error';
import type { OperationResult } from '../execution/execution';
import { operationsOf } from '../execution/operations-of';
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
  const { schema, document, operationName, newContext } = request;
  const variables = request.variables ?? {};
  const { run } = operationsOf(schema).ofDocument(document, operationName);
  const contextValue = newContext();
  const source = await createSourceEventStream({ schema, document, operationName, variableValues: variables, contextValue });
  if (!(Symbol.asyncIterator in source)) return formatted(source as OperationResult, contextValue.requestId, request.log);
  const events = source[Symbol.asyncIterator]();
  return mapStream(events, async (event) => {
    const context = newContext();
    return formatted(await run(variables, context, event), context.requestId, request.log);
  });
}

function formatted(result: OperationResult, requestId: string, log: Pick<Logger, 'error'>): FormattedExecutionResult {
  const { errors, ...rest } = result;
  return errors?.length ? { ...rest, errors: errors.map((error) => maskError(error, { requestId, log })) } : rest;
}
