import { OperationTypeNode, type GraphQLFormattedError } from 'graphql';
import { AppError } from '../errors/app-error';
import { BAD_REQUEST, OPERATION_NOT_FOUND } from '../errors/codes';
import { maskError } from '../errors/mask-error';
import type { OperationResult } from '../execution/execution';
import { RefusedDocument, operationsOf } from '../execution/operations-of';
import type { Logger } from '../observability/logger';
import type { RunningSubgraph } from '../running/running-subgraph';
import type { RouteAnswer } from './define-route';
import type { SignedCall } from './signed-requests';

interface GraphQLRequest {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Answers a signed GraphQL request: 400 for what was not executed, 200 for what was, whatever came of it. */
export async function answerGraphQL(running: RunningSubgraph, { identity, rawBody }: SignedCall, log: Logger): Promise<RouteAnswer> {
  const errorsOf = (errors: readonly unknown[]): GraphQLFormattedError[] => errors.map((error) => maskError(error, { requestId: identity.requestId, log }));
  try {
    const { query, operationName, variables } = readRequest(rawBody);
    const { run, type } = operationsOf(running.schema).ofText(query, operationName);
    // Streams are guarded where they open, on their own socket.
    if (type === OperationTypeNode.SUBSCRIPTION) throw new AppError(OPERATION_NOT_FOUND);
    const { data, errors = [] }: OperationResult = await run(variables, running.context(identity));
    return { status: data === undefined ? 400 : 200, body: errors.length > 0 ? { errors: errorsOf(errors), data } : { data } };
  } catch (error) {
    if (error instanceof RefusedDocument) return { status: error.code.status, body: { errors: errorsOf(error.errors) } };
    return { status: error instanceof AppError ? error.definition.status : 500, body: { errors: errorsOf([error]) } };
  }
}

/** @throws AppError BAD_REQUEST */
function readRequest(rawBody: Buffer): GraphQLRequest {
  const { query, operationName = null, variables } = parsedObject(rawBody);
  if (typeof query !== 'string' || (operationName !== null && typeof operationName !== 'string') || !isObject(variables ?? {})) throw new AppError(BAD_REQUEST);
  return { query, operationName: operationName || null, variables: (variables ?? {}) as Record<string, unknown> };
}

function parsedObject(rawBody: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(rawBody.toString('utf8'));
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
