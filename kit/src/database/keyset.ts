import type { EntityTarget } from 'typeorm';
import { AppError, badInput } from '../errors/app-error';
import { PAGE_SIZE_OUT_OF_RANGE } from '../errors/codes';
import type { Connection, ConnectionArguments } from '../graphql/connections';
import { cursorOf, cursorValues, type CursorValue, type OrderStep } from './cursor';
import type { Database, Dialect } from './database';
import { decode, tableOf, type EntityTable } from './entity-table';
import type { ReadPlace } from './read';
import { searchSql, type TextSearch } from './search-sql';
import type { OrderBy } from './select-sql';
import type { Where } from './where';
import { joined, whereSql, type SqlPart } from './where-sql';

/** Only rows to which at least one row of another table belongs, e.g. the threads of which somebody is a member. */
export interface ConnectionJoin<E, J> {
  readonly entity: EntityTarget<J>;
  /** Own property, property of the other entity. */
  readonly on: readonly [keyof E & string, keyof J & string];
  readonly where: Where<J>;
}

export interface ConnectionOptions<E, J> {
  readonly where: Where<E>;
  /** All of them. */
  readonly join?: ConnectionJoin<E, J> | readonly ConnectionJoin<E, J>[];
  readonly search?: TextSearch<E>;
  /** Columns that are never null; the id is added as tie-breaker. An index on the conditions and these makes pages cheap. */
  readonly orderBy: readonly OrderBy<E>[];
  readonly args: ConnectionArguments;
}

const DEFAULT_SIZE = 20;
const MAX_SIZE = 100;

interface Page {
  readonly size: number;
  /** Whether the page is taken from the end of the list. */
  readonly backward: boolean;
}

/**
 * One page of a list as a Relay connection, in one statement; `totalCount` is a second one, only when asked for. The cost of a
 * page does not depend on how far down the list it is.
 * @throws AppError PAGE_SIZE_OUT_OF_RANGE, BAD_USER_INPUT for cursors of another list or order.
 */
export async function connection<E extends { id: string }, J extends object = object>(
  ctx: ReadPlace, entity: EntityTarget<E>, options: ConnectionOptions<E, J>,
): Promise<Connection<E>> {
  const table = tableOf(ctx.db.metadata, entity);
  const plan = pagePlan(ctx.db.dialect, table, options);
  const joins = [options.join ?? []].flat() as ConnectionJoin<E, J>[];
  const searched = options.search ? [searchSql(ctx.db.dialect, table, options.search)] : [];
  const members = joined([whereSql(table, options.where), ...joins.map((join) => joinSql(ctx.db, table, join)), ...searched], ' AND ', '1 = 1');
  const { sql, parameters } = pageSql(table, plan, members);
  return pageOfRows(table, plan, { rows: await ctx.db.query(sql, parameters), count: counter(ctx, table, members) });
}

/** What a page is cut by: worked out once for all parents that ask for the same page. */
export interface PagePlan {
  readonly page: Page;
  readonly args: ConnectionArguments;
  readonly steps: readonly OrderStep[];
  readonly bounds: readonly SqlPart[];
  /** For ORDER BY, in the direction in which the page is read. */
  readonly order: string;
}

/** @throws AppError PAGE_SIZE_OUT_OF_RANGE, BAD_USER_INPUT for cursors of another list or order. */
export function pagePlan<E extends object>(dialect: Dialect, table: EntityTable<E>, { args, orderBy }: Pick<ConnectionOptions<E, object>, 'args' | 'orderBy'>): PagePlan {
  const page = pageOf(args);
  const steps = orderSteps(table, orderBy);
  const order = steps.map(({ column, descending }) => `\`${column.name}\` ${descending !== page.backward ? 'DESC' : 'ASC'}`).join(', ');
  return { page, args, steps, order, bounds: boundsSql(dialect, { table, steps, args }) };
}

/** One row more than the page, to see whether there are more. */
export function pageSql(table: EntityTable, { page, bounds, order }: PagePlan, members: SqlPart): SqlPart {
  const conditions = joined([members, ...bounds], ' AND ', '1 = 1');
  return { sql: `SELECT ${table.columnList} FROM \`${table.name}\` WHERE ${conditions.sql} ORDER BY ${order} LIMIT ${page.size + 1}`, parameters: conditions.parameters };
}

interface PageRows {
  readonly rows: readonly Record<string, unknown>[];
  readonly count: () => Promise<number>;
}

export function pageOfRows<E extends object>(table: EntityTable<E>, { page, args, steps }: PagePlan, { rows, count }: PageRows): Connection<E> {
  const nodes = rows.slice(0, page.size).map((row) => decode(table, row));
  if (page.backward) nodes.reverse();
  return shaped(nodes, { more: rows.length > page.size, page, args, cursor: (node) => cursorOf(table, steps, node), count });
}

function pageOf({ first, last }: ConnectionArguments): Page {
  if (isGiven(first) && isGiven(last)) throw badInput({ path: 'last', reason: 'FORMAT', detail: 'first and last exclude each other' });
  const size = first ?? last ?? DEFAULT_SIZE;
  if (!Number.isInteger(size) || size < 1 || size > MAX_SIZE) throw new AppError(PAGE_SIZE_OUT_OF_RANGE);
  return { size, backward: isGiven(last) };
}

function isGiven<V>(value: V | null | undefined): value is V {
  return value !== null && value !== undefined;
}

function orderSteps<E extends object>(table: EntityTable<E>, orderBy: readonly OrderBy<E>[]): OrderStep[] {
  const steps = orderBy.map(({ property, direction }) => ({ column: table.column(property), descending: direction === 'DESC' }));
  const nullable = steps.find((step) => step.column.nullable);
  if (nullable) throw new Error(`${table.name} cannot be paged by ${nullable.column.property}: it may be null.`);
  // The direction of the last step lets one index serve the whole order.
  return steps.some((step) => step.column.name === 'id') ? steps : [...steps, { column: table.column('id'), descending: steps.at(-1)?.descending ?? false }];
}

function joinSql<E extends object, J extends object>(database: Database, table: EntityTable<E>, join: ConnectionJoin<E, J>): SqlPart {
  const other = tableOf(database.metadata, join.entity);
  const conditions = whereSql(other, join.where);
  const [own, theirs] = join.on;
  const sql = `\`${table.column(own).name}\` IN (SELECT \`${other.column(theirs).name}\` FROM \`${other.name}\` WHERE ${conditions.sql})`;
  return { sql, parameters: conditions.parameters };
}

interface BoundsInput {
  readonly table: EntityTable;
  readonly steps: readonly OrderStep[];
  readonly args: ConnectionArguments;
}

function boundsSql(dialect: Dialect, { table, steps, args }: BoundsInput): SqlPart[] {
  const bounds: SqlPart[] = [];
  if (isGiven(args.after)) bounds.push(beyond(dialect, steps, cursorValues(table, steps, { argument: 'after', cursor: args.after })));
  const reversed = steps.map((step) => ({ ...step, descending: !step.descending }));
  if (isGiven(args.before)) bounds.push(beyond(dialect, reversed, cursorValues(table, steps, { argument: 'before', cursor: args.before })));
  return bounds;
}

/**
 * Rows that come after the given position. SQLite seeks an index by a comparison of tuples, MySQL by nested
 * alternatives; each scans where the other's form is used.
 */
function beyond(dialect: Dialect, steps: readonly OrderStep[], values: readonly CursorValue[]): SqlPart {
  const uniform = steps.every((step) => step.descending === steps[0]?.descending);
  if (dialect === 'sqlite' && uniform) {
    const names = steps.map(({ column }) => `\`${column.name}\``).join(', ');
    return { sql: `(${names}) ${steps[0]?.descending ? '<' : '>'} (${steps.map(() => '?').join(', ')})`, parameters: values };
  }
  return alternatives(steps, values);
}

function alternatives([step, ...others]: readonly OrderStep[], [value, ...rest]: readonly CursorValue[]): SqlPart {
  if (!step) throw new Error('A position needs at least the id.');
  const name = `\`${step.column.name}\``;
  const operator = step.descending ? '<' : '>';
  if (others.length === 0) return { sql: `${name} ${operator} ?`, parameters: [value] };
  const deeper = alternatives(others, rest);
  return { sql: `(${name} ${operator} ? OR (${name} = ? AND ${deeper.sql}))`, parameters: [value, value, ...deeper.parameters] };
}

function counter(ctx: ReadPlace, table: EntityTable, members: SqlPart): () => Promise<number> {
  let counted: Promise<number> | undefined;
  const countNow = async () => {
    const [row] = await ctx.db.query(`SELECT COUNT(*) AS found FROM \`${table.name}\` WHERE ${members.sql}`, members.parameters);
    return Number(row?.found);
  };
  return () => (counted ??= countNow());
}

interface Shape<E> {
  readonly more: boolean;
  readonly page: Page;
  readonly args: ConnectionArguments;
  readonly cursor: (node: E) => string;
  readonly count: () => Promise<number>;
}

function shaped<E>(nodes: readonly E[], { more, page, args, cursor, count }: Shape<E>): Connection<E> {
  const [first, last] = [nodes[0], nodes.at(-1)];
  // Cursors are made where they are asked for: most clients take the nodes and the end.
  return {
    nodes, totalCount: count,
    get edges() {
      return nodes.map((node) => ({ cursor: cursor(node), node }));
    },
    get pageInfo() {
      return {
        hasNextPage: page.backward ? isGiven(args.before) : more, hasPreviousPage: page.backward ? more : isGiven(args.after),
        startCursor: first === undefined ? null : cursor(first), endCursor: last === undefined ? null : cursor(last),
      };
    },
  };
}
