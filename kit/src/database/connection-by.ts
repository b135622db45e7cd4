import type { EntityTarget } from 'typeorm';
import type { Connection, ConnectionArguments } from '../graphql/connections';
import type { SubgraphContext } from '../running/context';
import { tableOf } from './entity-table';
import { pageOfRows, pagePlan, pageSql } from './keyset';
import type { LoaderDefinition } from './loaders';
import type { OrderBy } from './select-sql';
import type { Where } from './where';
import { joined, whereSql } from './where-sql';

export interface ConnectionByOptions<E> {
  readonly orderBy: readonly OrderBy<E>[];
  /** Further conditions, the same for every parent of a request. */
  readonly where?: (ctx: SubgraphContext) => Where<E>;
}

interface PageKey {
  readonly parent: string;
  readonly args: ConnectionArguments;
}

/** SQLite joins at most 500 SELECTs; each has its own limit, so that a page costs the same in a short and a long list. */
const PARENTS_PER_STATEMENT = 100;

/**
 * Declares the pages of a list that belongs to a parent, such as the messages of a thread: `messagesOf(ctx, thread.id, args)`. The pages
 * of all parents in a request come in one statement, their total counts in another. Declare it once at module level.
 * @throws AppError PAGE_SIZE_OUT_OF_RANGE, BAD_USER_INPUT for cursors of another list or order.
 */
export function connectionBy<E extends { id: string }>(
  entity: EntityTarget<E>, parent: keyof E & string, options: ConnectionByOptions<E>,
): (ctx: SubgraphContext, parentId: string, args: ConnectionArguments) => Promise<Connection<E>> {
  const counts: LoaderDefinition<string, number> = { name: `count-by-${parent}`, batch: (ctx, parents) => countAll(ctx, entity, { parents, parent, options }) };
  const pages: LoaderDefinition<PageKey, Connection<E> | Error> = {
    name: `pages-by-${parent}`,
    batch: async (ctx, keys) => {
      const answers = new Map<PageKey, Connection<E> | Error>();
      for (const group of groupsOf(keys)) await readGroup(ctx, entity, { group, parent, options, counts, answers });
      return keys.map((key) => answers.get(key) ?? new Error('A page was not read.'));
    },
  };
  return async (ctx, parentId, args) => {
    const page = await ctx.loaders.load(pages, { parent: parentId, args });
    if (page instanceof Error) throw page;
    return page;
  };
}

/** Keys that ask for the same page of different parents, in portions. */
function groupsOf(keys: readonly PageKey[]): PageKey[][] {
  const alike = new Map<string, PageKey[]>();
  for (const key of keys) {
    const { first, after, last, before } = key.args;
    const shape = JSON.stringify([first ?? null, after ?? null, last ?? null, before ?? null]);
    alike.set(shape, [...(alike.get(shape) ?? []), key]);
  }
  return [...alike.values()].flatMap((group) => Array.from({ length: Math.ceil(group.length / PARENTS_PER_STATEMENT) }, (_, i) => group.slice(i * PARENTS_PER_STATEMENT, (i + 1) * PARENTS_PER_STATEMENT)));
}

interface GroupRead<E> {
  readonly group: readonly PageKey[];
  readonly parent: keyof E & string;
  readonly options: ConnectionByOptions<E>;
  readonly counts: LoaderDefinition<string, number>;
  readonly answers: Map<PageKey, Connection<E> | Error>;
}

async function readGroup<E extends { id: string }>(ctx: SubgraphContext, entity: EntityTarget<E>, { group, parent, options, counts, answers }: GroupRead<E>): Promise<void> {
  const table = tableOf(ctx.db.metadata, entity);
  try {
    const plan = pagePlan(ctx.db.dialect, table, { args: group[0]?.args ?? {}, orderBy: options.orderBy });
    const parts = group.map((key, index) => {
      const members = whereSql(table, { ...options.where?.(ctx), [parent]: key.parent } as Where<E>);
      const { sql, parameters } = pageSql(table, plan, members);
      return { sql: `SELECT * FROM (${sql}) AS \`page${index}\``, parameters };
    });
    const statement = joined(parts, ' UNION ALL ', '');
    const rows = await ctx.db.query(statement.sql, statement.parameters);
    const column = table.column(parent).name;
    const byParent = grouped(rows, column);
    for (const key of group) answers.set(key, pageOfRows(table, plan, { rows: byParent.get(key.parent) ?? [], count: () => ctx.loaders.load(counts, key.parent) }));
  } catch (error) {
    for (const key of group) answers.set(key, error as Error);
  }
}

function grouped(rows: readonly Record<string, unknown>[], column: string): Map<string, Record<string, unknown>[]> {
  const groups = new Map<string, Record<string, unknown>[]>();
  for (const row of rows) {
    const parent = String(row[column]);
    const group = groups.get(parent);
    if (group) group.push(row);
    else groups.set(parent, [row]);
  }
  return groups;
}

interface CountRead<E> {
  readonly parents: readonly string[];
  readonly parent: keyof E & string;
  readonly options: ConnectionByOptions<E>;
}

async function countAll<E extends object>(ctx: SubgraphContext, entity: EntityTarget<E>, { parents, parent, options }: CountRead<E>): Promise<number[]> {
  const table = tableOf(ctx.db.metadata, entity);
  const { sql, parameters } = whereSql(table, { ...options.where?.(ctx), [parent]: [...parents] } as Where<E>);
  const column = table.column(parent).name;
  const rows = await ctx.db.query(`SELECT \`${column}\` AS parent, COUNT(*) AS found FROM \`${table.name}\` WHERE ${sql} GROUP BY \`${column}\``, parameters);
  const found = new Map(rows.map((row) => [String(row.parent), Number(row.found)]));
  return parents.map((id) => found.get(id) ?? 0);
}
