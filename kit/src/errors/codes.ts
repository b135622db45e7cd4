/**
 * The closed list of error codes that any subgraph or the router may raise. Domain codes are added with `defineError`
 * in the feature that raises them; `schema/errors.tsv` is emitted from both.
 */
export interface ErrorCode {
  readonly code: string;
  /** HTTP status used where the refusal happens before execution, and by REST routes. */
  readonly status: number;
  /** Constant English text that carries no data. */
  readonly message: string;
  /** Codes by which the seeds name the same error. */
  readonly synonyms: readonly string[];
}

const registry = new Map<string, ErrorCode>();

/**
 * Registers an error code. Called at module load; a second definition of the same code must be equal.
 * @throws Error when the code exists with another meaning.
 */
export function defineError(code: string, status: number, message: string, synonyms: readonly string[] = []): ErrorCode {
  const known = registry.get(code);
  if (known) {
    if (known.status !== status || known.message !== message) throw new Error(`Error code ${code} is defined twice with different meanings.`);
    return known;
  }
  const definition: ErrorCode = Object.freeze({ code, status, message, synonyms });
  registry.set(code, definition);
  return definition;
}

/** Every code known so far, sorted; the source of `schema/errors.tsv`. */
export function knownErrorCodes(): ErrorCode[] {
  return [...registry.values()].sort((a, b) => a.code.localeCompare(b.code));
}

/** The definition behind a code, if it is on the list. */
export function errorCode(code: string): ErrorCode | undefined {
  return registry.get(code);
}

export const UNAUTHENTICATED = defineError('UNAUTHENTICATED', 401, 'Sign in first.', ['AUTHENTICATION_FAILED']);
export const TOKEN_EXPIRED = defineError('TOKEN_EXPIRED', 401, 'The access token has expired.');
export const INVALID_TOKEN = defineError('INVALID_TOKEN', 401, 'The token is not valid.');
export const SESSION_REVOKED = defineError('SESSION_REVOKED', 401, 'The session has ended.');
export const INVALID_CREDENTIALS = defineError('INVALID_CREDENTIALS', 401, 'The credentials are not valid.', ['AUTHENTICATION_FAILED']);
export const ACCOUNT_DISABLED = defineError('ACCOUNT_DISABLED', 403, 'The account is disabled.');
export const EMAIL_NOT_VERIFIED = defineError('EMAIL_NOT_VERIFIED', 403, 'Verify the e-mail address first.');
export const STEP_UP_REQUIRED = defineError('STEP_UP_REQUIRED', 403, 'Prove again who you are first.');
export const FORBIDDEN = defineError('FORBIDDEN', 403, 'Not allowed.', ['INSUFFICIENT_PERMISSIONS']);
export const INVALID_ORG_CONTEXT = defineError('INVALID_ORG_CONTEXT', 403, 'Not a member of that organization.', ['COMPANY_MISMATCH']);
export const NOT_FOUND = defineError('NOT_FOUND', 404, 'Not found.', ['RESOURCE_NOT_FOUND', 'USER_NOT_FOUND', 'ACCOUNT_NOT_FOUND', 'ORG_NOT_FOUND']);
export const BAD_USER_INPUT = defineError('BAD_USER_INPUT', 400, 'The input is not valid.', ['MISSING_REQUIRED_FIELD', 'INVALID_FORMAT', 'VALUE_OUT_OF_RANGE', 'VALIDATION_ERROR']);
export const CONFLICT = defineError('CONFLICT', 409, 'The change conflicts with another one.');
export const INVALID_STATE = defineError('INVALID_STATE', 409, 'Not possible in the present state.');
export const PLAN_REQUIRED = defineError('PLAN_REQUIRED', 403, 'A plan that includes this is required.');
export const QUOTA_EXCEEDED = defineError('QUOTA_EXCEEDED', 403, 'The quota is used up.');
export const RATE_LIMITED = defineError('RATE_LIMITED', 429, 'Too many requests.', ['RATE_LIMIT_EXCEEDED']);
export const IDEMPOTENCY_KEY_REUSED = defineError('IDEMPOTENCY_KEY_REUSED', 422, 'The idempotency key was used for another request.');
export const SUBGRAPH_UNAVAILABLE = defineError('SUBGRAPH_UNAVAILABLE', 503, 'Part of the service is unavailable.');
export const SUBGRAPH_TIMEOUT = defineError('SUBGRAPH_TIMEOUT', 504, 'Part of the service did not answer in time.');
export const SERVICE_UNAVAILABLE = defineError('SERVICE_UNAVAILABLE', 503, 'The service is unavailable.');
export const OVERLOADED = defineError('OVERLOADED', 503, 'The service is overloaded.');
export const SIGNATURE_INVALID = defineError('SIGNATURE_INVALID', 401, 'The signature is not valid.');
export const REPLAYED = defineError('REPLAYED', 401, 'The call was made before.');
export const STORAGE_FULL = defineError('STORAGE_FULL', 507, 'The storage is full.');
export const URL_NOT_ALLOWED = defineError('URL_NOT_ALLOWED', 400, 'The address is not allowed.');
export const INTERNAL_SERVER_ERROR = defineError('INTERNAL_SERVER_ERROR', 500, 'Internal server error', ['INTERNAL_ERROR']);

// Refusals of the router's query guard.
export const GRAPHQL_PARSE_FAILED = defineError('GRAPHQL_PARSE_FAILED', 400, 'The document cannot be parsed.');
export const GRAPHQL_VALIDATION_FAILED = defineError('GRAPHQL_VALIDATION_FAILED', 400, 'The document is not valid for the schema.');
export const BAD_REQUEST = defineError('BAD_REQUEST', 400, 'The request cannot be read.');
export const METHOD_NOT_ALLOWED = defineError('METHOD_NOT_ALLOWED', 405, 'The method is not allowed for this.');
export const NOT_ACCEPTABLE = defineError('NOT_ACCEPTABLE', 406, 'There is no answer of an acceptable media type.');
export const UNSUPPORTED_MEDIA_TYPE = defineError('UNSUPPORTED_MEDIA_TYPE', 415, 'The content type is not supported.');
export const PAYLOAD_TOO_LARGE = defineError('PAYLOAD_TOO_LARGE', 413, 'The body is too large.');
export const OPERATION_NOT_FOUND = defineError('OPERATION_NOT_FOUND', 400, 'The document has no such operation.');
export const SUBSCRIPTION_NEEDS_STREAM = defineError('SUBSCRIPTION_NEEDS_STREAM', 400, 'Subscriptions need WebSocket or an event stream.');
export const QUERY_TOO_DEEP = defineError('QUERY_TOO_DEEP', 400, 'The document is nested too deeply.');
export const QUERY_TOO_LARGE = defineError('QUERY_TOO_LARGE', 400, 'The document is too large.');
export const TOO_MANY_ALIASES = defineError('TOO_MANY_ALIASES', 400, 'The document has too many aliases.');
export const QUERY_TOO_EXPENSIVE = defineError('QUERY_TOO_EXPENSIVE', 400, 'The document costs too much.');
export const PAGE_SIZE_OUT_OF_RANGE = defineError('PAGE_SIZE_OUT_OF_RANGE', 400, 'The page size is out of range.');
export const BATCH_NOT_ALLOWED = defineError('BATCH_NOT_ALLOWED', 400, 'This operation must be sent alone.');
export const QUERY_NOT_PLANNABLE = defineError('QUERY_NOT_PLANNABLE', 400, 'The document cannot be planned.');
export const INTROSPECTION_DISABLED = defineError('INTROSPECTION_DISABLED', 400, 'Introspection is switched off.');
export const TOO_MANY_SUBSCRIPTIONS = defineError('TOO_MANY_SUBSCRIPTIONS', 429, 'Too many subscriptions on this connection.');
