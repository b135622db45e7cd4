import type { TableBuilder } from './table-builder';

/** One step of a database's schema, in a file of its own: `0001-threads.ts` exporting `migration`. Only forward. */
export interface Migration {
  readonly up: (builder: TableBuilder) => Promise<void>;
}

export function defineMigration(migration: Migration): Migration {
  return Object.freeze(migration);
}
