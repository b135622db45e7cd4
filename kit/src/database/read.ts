import type { EntityTarget } from 'typeorm';
import type { SubgraphContext } from '../running/context';
import { decode, tableOf } from './entity-table';
import { selectSql, type OrderBy } from './select-sql';
import type { Where } from './where';
import { whereSql } from './where-sql';

/** Where to read: a context, or anything else that has a database. */
export type ReadPlace = Pick<SubgraphContext, 'db'>;

export interface FindManyOptions<E> {
  readonly where: Where<E>;
  readonly orderBy?: readonly OrderBy<E>[];
  readonly limit?: number;
}

/** The one row that matches, or null; with several the choice is open. */
export async function findOne<E extends object>(ctx: ReadPlace, entity: EntityTarget<E>, where: Where<E>): Promise<E | null> {
  const [found] = await findMany(ctx, entity, { where, limit: 1 });
  return found ?? null;
}

/** All rows that match, as instances of the entity. */
export async function findMany<E extends object>(ctx: ReadPlace, entity: EntityTarget<E>, options: FindManyOptions<E>): Promise<E[]> {
  const table = tableOf(ctx.db.metadata, entity);
  const { sql, parameters } = selectSql(table, options);
  const rows = await ctx.db.query(sql, parameters);
  return rows.map((row) => decode(table, row));
}

/** How many rows match. */
export async function count<E extends object>(ctx: ReadPlace, entity: EntityTarget<E>, where: Where<E>): Promise<number> {
  const table = tableOf(ctx.db.metadata, entity);
  const { sql, parameters } = whereSql(table, where);
  const [row] = await ctx.db.query(`SELECT COUNT(*) AS found FROM \`${table.name}\` WHERE ${sql}`, parameters);
  return Number(row?.found);
}
