import type { GraphQLFormattedError } from 'graphql';
import { userMessage } from '@sangam/kit/errors/user-messages';
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
export function publicAnswer(answer: { readonly data?: unknown; readonly errors?: readonly GraphQLFormattedError[]; readonly extensions?: unknown }, asker: Asker, maxErrors: number): GraphAnswer {
  const errors = [...(answer.errors ?? []).map((error) => publicError(error, asker)), ...completionErrors(answer, asker)].slice(0, maxErrors);
  return { ...('data' in answer && { data: answer.data as Record<string, unknown> | null }), ...(errors.length > 0 && { errors }) };
}

/** Whose request it is, and in which language they read. */
export interface Asker {
  readonly requestId: string;
  readonly locale: string;
}

/** An error as a client sees it, with a text for people where its code has one. */
export function publicError(error: GraphQLFormattedError, { requestId, locale }: Asker): GraphQLFormattedError {
  const { serviceName: _serviceName, stacktrace: _stacktrace, ...extensions } = (error.extensions ?? {}) as Record<string, unknown>;
  const forPeople = extensions.userMessage ?? userMessage(extensions.code, locale);
  const text = forPeople === undefined ? {} : { userMessage: forPeople };
  return { message: withoutSuggestions(error.message), ...(error.locations && { locations: error.locations }), ...(error.path && { path: error.path }), extensions: { ...extensions, requestId, ...text } };
}

/** Only where nothing else explains the null. */
function completionErrors(answer: { readonly errors?: readonly unknown[]; readonly extensions?: unknown }, asker: Asker): GraphQLFormattedError[] {
  const completion = (answer.extensions as { valueCompletion?: Completion[] } | undefined)?.valueCompletion;
  if (!completion || (answer.errors?.length ?? 0) > 0) return [];
  return completion.map((entry) => publicError({ message: 'A required value is missing.', ...(entry.path && { path: entry.path }), extensions: { code: 'INTERNAL_SERVER_ERROR' } }, asker));
}
