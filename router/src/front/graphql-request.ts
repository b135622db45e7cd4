import { OperationTypeNode } from 'graphql';
import { AppError } from '@sangam/kit/errors/app-error';
import { BAD_REQUEST, METHOD_NOT_ALLOWED } from '@sangam/kit/errors/codes';

/** One GraphQL request as it came, its shape checked. */
export interface GraphqlRequest {
  /** Absent where the document is named by its hash. */
  readonly query: string | null;
  readonly documentHash: string | null;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Headers that a page of another origin cannot send without the browser asking first. */
const PREFLIGHTED = ['apollo-require-preflight', 'x-apollo-operation-name'];

/**
 * Reads a parsed JSON body (HTTP) or payload (WebSocket).
 * @throws AppError BAD_REQUEST for batches and for parts of the wrong kind.
 */
export function readGraphqlRequest(body: unknown): GraphqlRequest {
  if (Array.isArray(body)) throw malformed('body', 'batches are not supported');
  const parts = recordOr(body, 'body');
  const extensions = parts.extensions === undefined || parts.extensions === null ? {} : recordOr(parts.extensions, 'extensions');
  const query = textOrNull(parts.query, 'query');
  const documentHash = textOrNull(parts.documentId, 'documentId') ?? persistedHash(extensions);
  if (query === null && documentHash === null) throw malformed('query', 'missing');
  return {
    query, documentHash, extensions, operationName: textOrNull(parts.operationName, 'operationName'),
    variables: parts.variables === undefined || parts.variables === null ? {} : recordOr(parts.variables, 'variables'),
  };
}

/**
 * Reads the parameters of a GET request.
 * @throws AppError BAD_REQUEST, also without a header that proves a preflight: any page could make a browser send it.
 */
export function readGraphqlQuery(parameters: Readonly<Record<string, unknown>>, headers: Readonly<Record<string, unknown>>): GraphqlRequest {
  const isJson = typeof headers['content-type'] === 'string' && headers['content-type'].startsWith('application/json');
  if (!isJson && !PREFLIGHTED.some((name) => headers[name] !== undefined)) throw malformed('headers', `GET needs the header ${PREFLIGHTED[0]}`);
  return readGraphqlRequest({ ...parameters, variables: jsonParameter(parameters.variables, 'variables'), extensions: jsonParameter(parameters.extensions, 'extensions') });
}

/** Refuses what GET may not do. @throws AppError METHOD_NOT_ALLOWED */
export function checkMethod(method: string | undefined, operation: OperationTypeNode): void {
  if (method === 'GET' && operation === OperationTypeNode.MUTATION) throw new AppError(METHOD_NOT_ALLOWED);
}

function malformed(path: string, detail: string): AppError {
  return new AppError(BAD_REQUEST, { fields: [{ path, reason: detail === 'missing' ? 'MISSING' : 'FORMAT', detail }] });
}

function recordOr(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw malformed(path, 'must be an object');
  return value as Readonly<Record<string, unknown>>;
}

function textOrNull(value: unknown, path: string): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw malformed(path, 'must be a string');
  return value;
}

function persistedHash(extensions: Readonly<Record<string, unknown>>): string | null {
  const persisted = extensions.persistedQuery;
  if (persisted === undefined || persisted === null) return null;
  return textOrNull(recordOr(persisted, 'extensions.persistedQuery').sha256Hash, 'extensions.persistedQuery.sha256Hash');
}

function jsonParameter(value: unknown, path: string): unknown {
  if (value === undefined || value === '') return undefined;
  try {
    return JSON.parse(String(value));
  } catch {
    throw malformed(path, 'must be JSON');
  }
}
