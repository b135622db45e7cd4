import type { Dialect } from './database';
import type { EntityTable } from './entity-table';
import { joined, type SqlPart } from './where-sql';

/** Rows in which at least one of some texts holds another somewhere. */
export interface TextSearch<E> {
  readonly in: readonly (keyof E & string)[];
  /** Taken as it is: no character of it is a pattern. Upper and lower case are the same; on SQLite those of ASCII only. */
  readonly text: string;
}

/** Reads every row that the other conditions leave: for lists of administrators, not for what many ask. */
export function searchSql<E extends object>(dialect: Dialect, table: EntityTable<E>, { in: properties, text }: TextSearch<E>): SqlPart {
  const pattern = `%${text.replace(/[!%_]/g, '!$&')}%`;
  const alternatives = joined(properties.map((property) => {
    const name = `\`${table.column(property).name}\``;
    // LIKE of SQLite disregards case by itself, that of a binary collation does not.
    return dialect === 'sqlite' ? { sql: `${name} LIKE ? ESCAPE '!'`, parameters: [pattern] } : { sql: `LOWER(${name}) LIKE LOWER(?) ESCAPE '!'`, parameters: [pattern] };
  }), ' OR ', '1 = 0');
  return { sql: `(${alternatives.sql})`, parameters: alternatives.parameters };
}
