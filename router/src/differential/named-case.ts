import type { GraphCase, Question } from './graph-case';
import type { StoredData } from './store/stored-data';

/** A case that was wrong once, here or in another gateway; the tests ask it of each planner. */
export interface NamedCase {
  readonly name: string;
  readonly why: string;
  /** Without the link to federation. */
  readonly subgraphs: Readonly<Record<string, string>>;
  readonly data: StoredData;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  /** The data of the answer, where it helps to read it; the plain schema has to agree. */
  readonly answer?: unknown;
  /** No planner plans it: then the refusal is right. */
  readonly refused?: true;
  /** Hive's planner would end the process of the tests: it plans in a process of its own, as in the product. */
  readonly endsHive?: true;
}

export const graphOf = ({ subgraphs, data }: NamedCase): GraphCase => ({ subgraphs, data });

export const questionOf = ({ query, variables = {}, operationName }: NamedCase): Question => ({ query, variables, ...(operationName !== undefined && { operationName }) });
