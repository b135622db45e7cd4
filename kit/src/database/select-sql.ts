import type { EntityTable } from './entity-table';
import type { Where } from './where';
import { whereSql, type SqlPart } from './where-sql';

export interface OrderBy<E> {
  readonly property: keyof E & string;
  readonly direction: 'ASC' | 'DESC';
}

export interface Selection<E> {
  readonly where: Where<E>;
  readonly orderBy?: readonly OrderBy<E>[];
  readonly limit?: number;
}

/** SELECT of whole rows of one table. */
export function selectSql<E extends object>(table: EntityTable<E>, { where, orderBy = [], limit }: Selection<E>): SqlPart {
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 0)) throw new Error(`The limit ${limit} is not a whole number.`);
  const conditions = whereSql(table, where);
  const order = orderBy.map(({ property, direction }) => `\`${table.column(property).name}\` ${direction === 'DESC' ? 'DESC' : 'ASC'}`).join(', ');
  const sql = `SELECT ${table.columnList} FROM \`${table.name}\` WHERE ${conditions.sql}${order ? ` ORDER BY ${order}` : ''}${limit === undefined ? '' : ` LIMIT ${limit}`}`;
  return { sql, parameters: conditions.parameters };
}
