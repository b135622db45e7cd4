import type { StoredData } from './store/stored-data';

/** A supergraph with what its subgraphs answer from: everything that a case needs besides the question. */
export interface GraphCase {
  /** The schema of each subgraph by its name, without the `@link` to federation. */
  readonly subgraphs: Readonly<Record<string, string>>;
  readonly data: StoredData;
}

/** What a client sends. */
export interface Question {
  readonly query: string;
  readonly operationName?: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Travels with one execution. */
export interface CaseContext {
  /** The mutations that ran so far, in order. */
  readonly journal: string[];
}
