import type { GraphQLFormattedError } from 'graphql';
import type { GraphQLAnswer } from '@sangam/kit/calls/graphql-answer';
import { isJson, type SignedAnswer } from '@sangam/kit/calls/signed-client';

/**
 * Reads the answer of a subgraph that somebody else wrote: nothing of it is believed before it has been looked at.
 * @throws Error saying what is wrong with it
 */
export function readSubgraphAnswer({ status, headers }: Omit<SignedAnswer, 'body'>, text: string): GraphQLAnswer {
  if (!isJson({ headers })) throw new Error(`no JSON, status ${status}`);
  const answer = checkedAnswer(JSON.parse(text));
  if (!answer.errors && (status < 200 || status > 299)) throw new Error(`status ${status} without errors`);
  return answer;
}

/** @throws Error for what is no GraphQL answer */
export function checkedAnswer(value: unknown): GraphQLAnswer {
  if (!isObject(value)) throw new Error('no object');
  const { data, errors } = value;
  if (data !== undefined && data !== null && !isObject(data)) throw new Error('data is no object');
  if (errors !== undefined && errors !== null && !(Array.isArray(errors) && errors.every(isObject))) throw new Error('errors are no list of objects');
  const reported = Array.isArray(errors) ? checkedErrors(errors) : [];
  if (!isObject(data) && reported.length === 0) throw new Error('neither data nor errors');
  return { data: isObject(data) ? data : null, ...(reported.length > 0 && { errors: reported }) };
}

/** Errors as they may be shown. */
export function checkedErrors(errors: readonly unknown[]): GraphQLFormattedError[] {
  return errors.filter(isObject).map(errorOf);
}

/** Places in the subgraph's own document mean nothing to a client. */
function errorOf({ message, path, extensions }: Record<string, unknown>): GraphQLFormattedError {
  const isPath = Array.isArray(path) && path.every((step) => typeof step === 'string' || typeof step === 'number');
  return { message: typeof message === 'string' ? message : 'The subgraph answered an error.', ...(isPath && { path }), ...(isObject(extensions) && { extensions }) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
