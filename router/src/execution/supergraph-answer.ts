import type { DocumentNode, GraphQLFormattedError } from 'graphql';

/** A client's operation; the document is valid for the API schema, the variables were coerced without mistakes. */
export interface ClientOperation {
  readonly document: DocumentNode;
  readonly operationName?: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The answer to an operation. `data` is JSON text, ready to be sent; absent where nothing was executed. */
export interface SupergraphAnswer {
  readonly data?: string;
  readonly errors: readonly GraphQLFormattedError[];
}
