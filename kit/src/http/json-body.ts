import type { z } from 'zod';
import { AppError, badInput, type FieldProblem } from '../errors/app-error';
import { BAD_REQUEST } from '../errors/codes';
import { refuseForbiddenText } from '../graphql/forbidden-text';
import type { RouteRequest } from './define-route';

/**
 * The JSON body of a route's request, checked by a schema.
 * @throws AppError BAD_REQUEST when it is no JSON, BAD_USER_INPUT naming each field that does not fit.
 */
export function jsonBody<T>(request: Pick<RouteRequest, 'rawBody'>, schema: z.ZodType<T>): T {
  const value = parsed(request.rawBody);
  refuseForbiddenText(value);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw badInput(...result.error.issues.map(({ path, code, message }): FieldProblem => ({ path: path.join('.'), reason: reasonOf(code, valueAt(value, path)), detail: message })));
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new AppError(BAD_REQUEST);
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[key], value);
}

function reasonOf(code: string, input: unknown): FieldProblem['reason'] {
  if (code === 'too_big' || code === 'too_small') return 'RANGE';
  return code === 'invalid_type' && input === undefined ? 'MISSING' : 'FORMAT';
}
