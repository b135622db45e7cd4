import type { GraphQLFormattedError } from 'graphql';
import type { PathStep } from '../planning/query-plan';
import type { Data } from './merging';

/** One execution of a program. */
export interface Run<C> {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: C;
  /** What was gathered so far, under internal names. */
  readonly data: Data;
  /** What subgraphs reported, and of which objects. */
  readonly reports: ErrorReport[];
  /** Errors whose paths are the client's already. */
  readonly seen: GraphQLFormattedError[];
  /** Objects and lists that stand at several places of the data. */
  readonly shared: Set<object>;
  /** Objects that their owner does not know: what is required of them is missing for a known reason. */
  readonly unknown: Set<object>;
  /** Whether nothing further may be asked: a mutation whose answer is null as a whole goes no further. */
  halted: boolean;
}

/** Errors of one fetch. */
export interface ErrorReport {
  readonly errors: readonly GraphQLFormattedError[];
  /** Of a look-up: where its entities stand, and which ones stand behind each element of the answer. */
  readonly lookup?: LookedUp;
  /** Of root fields: below which object. */
  readonly at: readonly PathStep[];
}

export interface LookedUp {
  readonly responseKey: string;
  readonly paths: readonly (readonly PathStep[])[];
  readonly targets: readonly (readonly Data[])[];
  /** Nothing was answered: what is said of the first entity holds for all. */
  readonly unanswered: boolean;
}

/** A step of a program. Returns a promise only where something has to be waited for. */
export type ProgramStep<C> = (run: Run<C>) => void | Promise<void>;

export function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof (value as { then?: unknown } | undefined)?.then === 'function';
}
