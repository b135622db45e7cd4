import type { DocumentNode, GraphQLFormattedError } from 'graphql';

/** An operation of a query plan, as one subgraph is asked for it: always the same text, with other variables. */
export interface SubgraphOperation {
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly text: string;
  readonly document: DocumentNode;
}

/** What a subgraph answered. `data` belongs to the caller, who merges further fetches into it. */
export interface SubgraphAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** Runs a prepared operation; answers at once where nothing has to be waited for. Never throws and never rejects. */
export type PreparedFetch<C> = (variables: Record<string, unknown>, context: C) => SubgraphAnswer | Promise<SubgraphAnswer>;

/** How one subgraph is reached. `C` is what travels with one client request. */
export interface SubgraphSource<C> {
  /** Does once what does not depend on variables. */
  prepare(operation: SubgraphOperation): PreparedFetch<C>;
}
