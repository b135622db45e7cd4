import { AppError } from '../errors/app-error';
import { INTERNAL_SERVER_ERROR, type ErrorCode } from '../errors/codes';
import { errorFromExtensions } from '../errors/mask-error';

/** The part of a formatted GraphQL error that matters to another subgraph. */
export interface AnsweredError {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

const CODE = /^[A-Z][A-Z0-9_]{2,63}$/;

/**
 * The error that another part of the product answered, as this process throws it. A domain code of the other subgraph
 * may be unknown here (its feature is not loaded apart); it keeps its name.
 */
export function raisedError(answered: AnsweredError): AppError {
  return errorFromExtensions(answered.extensions) ?? foreignError(answered) ?? new AppError(INTERNAL_SERVER_ERROR);
}

function foreignError({ message, extensions }: AnsweredError): AppError | undefined {
  const code = extensions?.code;
  if (typeof code !== 'string' || !CODE.test(code)) return undefined;
  const definition: ErrorCode = { code, status: 422, message, synonyms: [] };
  return new AppError(definition);
}

/** A copy by way of JSON: what a call in process hands over is exactly what HTTP would have carried. */
export function copied<T>(value: T): T {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
}
