import type { Where } from '../database/where';
import type { Transaction } from '../database/transaction';
import type { SubgraphContext } from '../running/context';

/** A row as a person is handed it: names and JSON values; instants in ISO 8601. */
export type ExportedRow = Readonly<Record<string, unknown>>;

/** Takes a person's rows away in the running transaction; false where some are left for another one. */
export type EraseRows = (ctx: SubgraphContext, tx: Transaction, userId: string) => Promise<boolean>;

/** What one table holds of people: how a person is handed it, and what becomes of it when the person is erased. */
export interface PersonalRows<E extends object = object> {
  readonly entity: new () => E;
  /** The column that names the person: an id, or what is made of their address. */
  readonly person: keyof E & string;
  /** Further columns that may name a person. They keep the id, which then stands for nobody: the person's account remains as an empty one. */
  readonly mentions?: readonly (keyof E & string)[];
  /** Which rows are the person's. Default: those whose `person` is the person's id. */
  readonly where?: (userId: string) => Where<E>;
  /** Null: nothing, because the rows say nothing that the person could not be told otherwise, or are secrets. */
  readonly exported: PersonalExport<E> | null;
  /** `keep`: nothing but the id in `person` leads to the person. */
  readonly erase: 'delete' | 'keep' | EraseRows;
}

export interface PersonalExport<E extends object> {
  /** File of the archive, in kebab case: `login-sessions`. */
  readonly file: string;
  /** Unique among a person's rows: they come in its order. */
  readonly key: keyof E & string;
  /** The columns handed over, never secrets or hashes; or what is made of a page of rows. */
  readonly row: readonly (keyof E & string)[] | ((ctx: SubgraphContext, rows: readonly E[]) => Promise<readonly ExportedRow[]>);
}

/** Declares what a table holds of people, for the feature's `personalData`. */
export function personalRows<E extends object>(rows: PersonalRows<E>): PersonalRows {
  return Object.freeze(rows) as unknown as PersonalRows;
}

const bySubgraph = new Map<string, readonly PersonalRows[]>();

/** Remembers what a subgraph declares; done by `defineSubgraph`. */
export function rememberPersonalRows(subgraph: string, rows: readonly PersonalRows[]): void {
  bySubgraph.set(subgraph, rows);
}

/** In the order of the features. */
export function personalRowsOf(subgraph: string): readonly PersonalRows[] {
  return bySubgraph.get(subgraph) ?? [];
}

export function rowsOfPerson(rows: PersonalRows, userId: string): Where<Record<string, unknown>> {
  return (rows.where ? rows.where(userId) : { [rows.person]: userId }) as Where<Record<string, unknown>>;
}
