import type { EntityTarget } from 'typeorm';
import { instant } from './columns';
import type { Database } from './database';
import { tableOf } from './entity-table';

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
