import { GraphQLError, parse, specifiedRules, validate, visit, type ASTNode, type DocumentNode, type GraphQLSchema } from 'graphql';
import { AppError } from '@sangam/kit/errors/app-error';
import { GRAPHQL_PARSE_FAILED, GRAPHQL_VALIDATION_FAILED, QUERY_TOO_LARGE, type ErrorCode } from '@sangam/kit/errors/codes';
import type { QueryLimits } from '../limits/limits';
import { BoundedCache } from './bounded-cache';

/** A message may quote the document; nobody needs more of it than this. */
const MESSAGE_LENGTH = 300;
/** Characters that cached texts may have on average: what is kept of a document is a hundred times its text. */
const CHARACTERS_EACH = 800;
/** A longer text is not worth what it displaces. */
const LONGEST_CACHED = 80_000;

/**
 * Parses one document.
 * @throws GraphQLError GRAPHQL_PARSE_FAILED with the place of the mistake, or QUERY_TOO_LARGE above `maxTokens`.
 */
export function parseDocument(source: string, maxTokens: number): DocumentNode {
  try {
    return parse(source, { maxTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw / tokens\. Parsing aborted\.$/.test(error.message) ? new AppError(QUERY_TOO_LARGE) : coded(error, GRAPHQL_PARSE_FAILED);
  }
}

export type ReadDocument = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };

export interface DocumentReader {
  /** Parses and validates a text, or remembers having done so; errors are those of reading and of the structure. */
  read(source: string): ReadDocument;
}

export interface DocumentReaderOptions {
  readonly schema: GraphQLSchema;
  readonly limits: Pick<QueryLimits, 'tokens' | 'errors'>;
  /** Asked before validation, whose cost grows faster than the document. */
  readonly checkStructure: (document: DocumentNode) => readonly GraphQLError[];
  /** Documents remembered at most. Whatever else is known of a document goes with it. */
  readonly remembered: number;
}

export function createDocumentReader({ schema, limits, checkStructure, remembered }: DocumentReaderOptions): DocumentReader {
  const cache = new BoundedCache<DocumentNode>(remembered, remembered * CHARACTERS_EACH);
  const readAnew = (source: string): ReadDocument => {
    const document = parseDocument(source, limits.tokens);
    const refusals = checkStructure(document);
    if (refusals.length > 0) return { errors: refusals };
    const mistakes = validate(schema, document, specifiedRules, { maxErrors: limits.errors, hideSuggestions: true });
    return mistakes.length === 0 ? { document: withoutPlaces(document) } : { errors: mistakes.slice(0, limits.errors).map((mistake) => coded(mistake, GRAPHQL_VALIDATION_FAILED)) };
  };
  return {
    read(source) {
      const known = cache.get(source);
      if (known) return { document: known };
      const outcome = readCarefully(source, readAnew);
      if ('document' in outcome && source.length <= LONGEST_CACHED) cache.set(source, outcome.document, source.length);
      return outcome;
    },
  };
}

/** Places in the text weigh more than the document itself, and only its mistakes are shown with them. */
function withoutPlaces(document: DocumentNode): DocumentNode {
  visit(document, {
    enter(node) {
      (node as { loc?: ASTNode['loc'] }).loc = undefined;
    },
  });
  return document;
}

function readCarefully(source: string, read: (source: string) => ReadDocument): ReadDocument {
  try {
    return read(source);
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    // A token limit raised far above the default lets a document nest deeper than the stack.
    if (error instanceof RangeError) return { errors: [new AppError(QUERY_TOO_LARGE)] };
    throw error;
  }
}

function coded(error: GraphQLError, definition: ErrorCode): GraphQLError {
  return new GraphQLError(withoutSuggestions(error.message).slice(0, MESSAGE_LENGTH), {
    nodes: error.nodes, source: error.source, positions: error.positions, extensions: { code: definition.code },
  });
}

/** A message of graphql without the names of the schema that it offers as corrections. */
export function withoutSuggestions(message: string): string {
  return message.replace(/ ?Did you mean [^?]*\?/g, '');
}
