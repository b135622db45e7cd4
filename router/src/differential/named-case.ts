import type { StoredData } from './store/stored-data';

/** A case that was wrong once, here or in another gateway; it is asked of each planner in the tests. */
export interface NamedCase {
  readonly name: string;
  readonly why: string;
  readonly subgraphs: Readonly<Record<string, string>>;
  readonly data: StoredData;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  /** What is answered, where it is worth reading; the reference has the last word. */
  readonly answer?: unknown;
  /** Where no planner plans it: then the refusal is what is right. */
  readonly refused?: boolean;
}
