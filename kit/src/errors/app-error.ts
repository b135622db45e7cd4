import { GraphQLError } from 'graphql';
import { BAD_USER_INPUT, NOT_FOUND, type ErrorCode } from './codes';

export type FieldReason = 'MISSING' | 'FORMAT' | 'RANGE';

/** One refused input field; `path` is the argument path, e.g. `input.email`. */
export interface FieldProblem {
  readonly path: string;
  readonly reason: FieldReason;
  readonly detail?: string;
}

export interface AppErrorDetails {
  readonly fields?: readonly FieldProblem[];
  /** Seconds after which a retry may succeed. */
  readonly retryAfter?: number;
  /** Text for people, in the viewer's language where known. */
  readonly userMessage?: string;
}

/**
 * The one error that domain code throws: a code of the closed list and no internals. Everything else that is thrown
 * reaches clients as INTERNAL_SERVER_ERROR.
 */
export class AppError extends GraphQLError {
  readonly definition: ErrorCode;

  constructor(definition: ErrorCode, details: AppErrorDetails = {}) {
    super(definition.message, { extensions: { code: definition.code, ...details } });
    this.name = 'AppError';
    this.definition = definition;
  }
}

/** BAD_USER_INPUT for the named fields. */
export function badInput(...fields: FieldProblem[]): AppError {
  return new AppError(BAD_USER_INPUT, { fields });
}

/** The one answer for missing and foreign objects alike. */
export function notFound(): AppError {
  return new AppError(NOT_FOUND);
}
