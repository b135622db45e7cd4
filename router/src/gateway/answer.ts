import type { GraphQLFormattedError } from 'graphql';
import { userMessage } from '@sangam/kit/errors/user-messages';
import type { SupergraphAnswer } from '../execution/supergraph-answer';
import { withoutSuggestions } from '../guard/parse';

/** A GraphQL answer as it goes to a client. */
export interface GraphAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** Whose request it is, and in which language they read. */
export interface Asker {
  readonly requestId: string;
  readonly locale: string;
}

/**
 * The text that a client gets: errors without the name of the subgraph that raised them and without names of the schema offered as
 * corrections (graphql-js does so for variables, whatever validation was told).
 */
export function publicText({ data, errors }: SupergraphAnswer, asker: Asker, maxErrors: number): string {
  if (errors.length === 0) return `{"data":${data ?? 'null'}}`;
  const shown = JSON.stringify(errors.slice(0, maxErrors).map((error) => publicError(error, asker)));
  return data === undefined ? `{"errors":${shown}}` : `{"data":${data},"errors":${shown}}`;
}

/** An error as a client sees it, with a text for people where its code has one. */
export function publicError(error: GraphQLFormattedError, { requestId, locale }: Asker): GraphQLFormattedError {
  const { serviceName: _serviceName, stacktrace: _stacktrace, ...extensions } = (error.extensions ?? {}) as Record<string, unknown>;
  const forPeople = extensions.userMessage ?? userMessage(extensions.code, locale);
  const text = forPeople === undefined ? {} : { userMessage: forPeople };
  return { message: withoutSuggestions(error.message), ...(error.locations && { locations: error.locations }), ...(error.path && { path: error.path }), extensions: { ...extensions, requestId, ...text } };
}
