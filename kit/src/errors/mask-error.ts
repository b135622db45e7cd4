import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ArgumentValidationError, getMetadataStorage } from 'type-graphql';
import type { Logger } from '../observability/logger';
import { AppError, type FieldProblem, type FieldReason } from './app-error';
import { BAD_USER_INPUT, INTERNAL_SERVER_ERROR, errorCode } from './codes';

export interface MaskContext {
  readonly requestId: string;
  readonly log: Pick<Logger, 'error'>;
}

/**
 * What a client may see of an error. Coded errors keep code, fields and path; everything else becomes
 * INTERNAL_SERVER_ERROR with the request id under which the full error is logged.
 */
export function maskError(error: unknown, context: MaskContext): GraphQLFormattedError {
  const graphql = error instanceof GraphQLError ? error : undefined;
  const original = graphql?.originalError ?? error;
  const located = { ...(graphql?.path && { path: graphql.path }), ...(graphql?.locations && { locations: graphql.locations }) };
  const coded = publicError(original) ?? publicError(error);
  if (coded) return { ...coded, ...located, extensions: { ...coded.extensions, requestId: context.requestId } };
  context.log.error({ err: original, requestId: context.requestId, path: graphql?.path }, 'unexpected error');
  return { message: INTERNAL_SERVER_ERROR.message, ...located, extensions: { code: INTERNAL_SERVER_ERROR.code, requestId: context.requestId } };
}

function publicError(error: unknown): { message: string; extensions: Record<string, unknown> } | undefined {
  if (error instanceof ArgumentValidationError) {
    return { message: BAD_USER_INPUT.message, extensions: { code: BAD_USER_INPUT.code, fields: validationProblems(error.extensions.validationErrors) } };
  }
  if (error instanceof AppError) return { message: error.message, extensions: { ...error.extensions } };
  if (!(error instanceof GraphQLError)) return undefined;
  const code = typeof error.extensions.code === 'string' ? errorCode(error.extensions.code) : undefined;
  if (code && code !== INTERNAL_SERVER_ERROR) return { message: error.message, extensions: { ...error.extensions } };
  // graphql-js's own errors about documents and variables carry no code and no original error.
  if (!error.originalError && !error.extensions.code) return { message: error.message, extensions: { code: BAD_USER_INPUT.code } };
  return undefined;
}

interface ValidationNode {
  readonly property: string;
  /** The instance that was validated. */
  readonly target?: object;
  readonly constraints?: Readonly<Record<string, string>>;
  readonly children?: readonly ValidationNode[];
}

/** Turns class-validator's tree into flat field problems. */
function validationProblems(nodes: readonly ValidationNode[], prefix?: string): FieldProblem[] {
  return nodes.flatMap((node) => {
    const path = `${prefix ?? rootOf(node)}${node.property}`;
    const own = Object.entries(node.constraints ?? {}).map(([constraint, detail]): FieldProblem => ({ path, reason: reasonOf(constraint), detail }));
    return [...own, ...validationProblems(node.children ?? [], `${path}.`)];
  });
}

/** Inputs are one argument called `input`; an `@ArgsType` stands for the arguments themselves. */
function rootOf({ target }: ValidationNode): string {
  const isArguments = getMetadataStorage().argumentTypes.some((type) => (type.target as unknown) === target?.constructor);
  return isArguments ? '' : 'input.';
}

function reasonOf(constraint: string): FieldReason {
  if (/defined|notEmpty/i.test(constraint)) return 'MISSING';
  return /^(min|max|length|isLength|isPositive|arrayM)/i.test(constraint) ? 'RANGE' : 'FORMAT';
}

/** A coded error rebuilt from what another part of the product answered, or undefined when it carries no known code. */
export function errorFromExtensions(extensions: Readonly<Record<string, unknown>> | undefined): AppError | undefined {
  const code = typeof extensions?.code === 'string' ? errorCode(extensions.code) : undefined;
  if (!code) return undefined;
  const fields = extensions?.fields as FieldProblem[] | undefined;
  const retryAfter = extensions?.retryAfter as number | undefined;
  const userMessage = extensions?.userMessage as string | undefined;
  return new AppError(code, { ...(fields && { fields }), ...(retryAfter !== undefined && { retryAfter }), ...(userMessage && { userMessage }) });
}
