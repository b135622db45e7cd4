import type { EntityTarget } from 'typeorm';
import { instant } from './columns';
import type { Database } from './database';
import { tableOf } from './entity-table';

/** A row of an entity as JSON: instants are text. */
export type PlainRow<E> = { readonly [K in keyof E]: E[K] extends Date ? string : E[K] extends Date | null ? string | null : E[K] };

/** What of an entity a live message carries; `reviveRow` makes the entity of it again. */
export function plainRow<E extends object>(row: E): PlainRow<E> {
  return Object.fromEntries(Object.entries(row).map(([property, value]): [string, unknown] => [property, value instanceof Date ? value.toISOString() : value])) as PlainRow<E>;
}

/** The entity that a live message carried as JSON: instants came as text and become `Date` again. */
export function reviveRow<E extends object>(database: Database, entity: EntityTarget<E>, json: unknown): E {
  const table = tableOf(database.metadata, entity);
  const source = json as Record<string, unknown>;
  const row = new table.entity() as Record<string, unknown>;
  for (const { property, transformer } of table.columns) {
    const value = source[property];
    row[property] = transformer === instant && value !== null && value !== undefined ? new Date(value as string) : value;
  }
  return row as E;
}
