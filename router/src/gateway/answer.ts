import type { GraphQLFormattedError } from 'graphql';
import { withoutSuggestions } from '../guard/parse';

/** A GraphQL answer as it goes to a client. */
export interface GraphAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

interface Completion {
  readonly message: string;
  readonly path?: readonly (string | number)[];
}

/**
 * What a client may see of the gateway's answer: errors without the name of the subgraph that raised them and without
 * names of the schema offered as corrections (graphql-js does so for variables, whatever validation was told), and a
 * violated non-null field (which the gateway hides in an extension) as the error it is.
 */
export function publicAnswer(answer: { readonly data?: unknown; readonly errors?: readonly GraphQLFormattedError[]; readonly extensions?: unknown }, requestId: string, maxErrors: number): GraphAnswer {
  const errors = [...(answer.errors ?? []).map(publicError), ...completionErrors(answer, requestId)].slice(0, maxErrors);
  return { ...('data' in answer && { data: answer.data as Record<string, unknown> | null }), ...(errors.length > 0 && { errors }) };
}

function publicError(error: GraphQLFormattedError): GraphQLFormattedError {
  const { serviceName: _serviceName, stacktrace: _stacktrace, ...extensions } = (error.extensions ?? {}) as Record<string, unknown>;
  return { message: withoutSuggestions(error.message), ...(error.locations && { locations: error.locations }), ...(error.path && { path: error.path }), extensions };
}

/** Only where nothing else explains the null. */
function completionErrors(answer: { readonly errors?: readonly unknown[]; readonly extensions?: unknown }, requestId: string): GraphQLFormattedError[] {
  const completion = (answer.extensions as { valueCompletion?: Completion[] } | undefined)?.valueCompletion;
  if (!completion || (answer.errors?.length ?? 0) > 0) return [];
  return completion.map((entry) => ({ message: 'A required value is missing.', ...(entry.path && { path: entry.path }), extensions: { code: 'INTERNAL_SERVER_ERROR', requestId } }));
}
