import type { Dialect } from './database';
import { encode, type EntityColumn, type EntityTable } from './entity-table';
import { ParameterError } from './parameters';
import { Expression } from './sql';
import type { Assignments, Upsert } from './transaction';
import type { Where } from './where';
import { whereSql, type SqlPart } from './where-sql';

/** INSERT of all columns; absent ones take their default or null. */
export function insertSql<E extends object>(table: EntityTable<E>, rows: readonly Partial<E>[]): SqlPart {
  const marks = `(${table.columns.map(() => '?').join(', ')})`;
  const parameters = rows.flatMap((row) => table.columns.map((column) => insertedValue(table.name, column, (row as Record<string, unknown>)[column.property])));
  return { sql: `INSERT INTO \`${table.name}\` (${table.columnList}) VALUES ${rows.map(() => marks).join(', ')}`, parameters };
}

function insertedValue(table: string, column: EntityColumn, value: unknown): unknown {
  if (value !== undefined) return encode(column, value);
  if (column.default !== undefined) return column.default;
  if (column.nullable) return null;
  throw new ParameterError(`is undefined: ${table}.${column.property} is required`);
}

/** Whether anything is to be set; undefined means unchanged. */
export function assigns<E>(set: Assignments<E>): boolean {
  return Object.values(set).some((value) => value !== undefined);
}

export function updateSql<E extends object>(table: EntityTable<E>, where: Where<E>, set: Assignments<E>): SqlPart {
  const conditions = restricted(table, where);
  const assignments = assignmentsSql(table, set);
  return { sql: `UPDATE \`${table.name}\` SET ${assignments.sql} WHERE ${conditions.sql}`, parameters: [...assignments.parameters, ...conditions.parameters] };
}

export interface UpsertPart<E> extends Upsert<E> {
  readonly dialect: Dialect;
  readonly row: Partial<E>;
}

/** INSERT that, where the key of `on` is taken, sets something in the row that is there instead, or nothing. */
export function upsertSql<E extends object>(table: EntityTable<E>, { dialect, row, on, set = {} }: UpsertPart<E>): SqlPart {
  const insert = insertSql(table, [row]);
  const assignments = assigns(set) ? assignmentsSql(table, set) : null;
  const keys = on.map((property) => table.column(property));
  if (dialect === 'sqlite') {
    const taken = `ON CONFLICT (${keys.map(({ name }) => `\`${name}\``).join(', ')}) DO ${assignments ? `UPDATE SET ${assignments.sql}` : 'NOTHING'}`;
    return { sql: `${insert.sql} ${taken}`, parameters: [...insert.parameters, ...(assignments?.parameters ?? [])] };
  }
  // MySQL takes any unique key for the conflict. Where it was another one, this makes the statement fail.
  const [primary] = table.columns.filter((column) => column.primary);
  const same = keys.map(({ name }) => `\`${name}\` = ?`).join(' AND ');
  const guard = `\`${primary?.name}\` = IF(${same}, \`${primary?.name}\`, NULL)`;
  const values = keys.map((column) => insertedValue(table.name, column, (row as Record<string, unknown>)[column.property]));
  const taken = `ON DUPLICATE KEY UPDATE ${[guard, ...(assignments ? [assignments.sql] : [])].join(', ')}`;
  return { sql: `${insert.sql} ${taken}`, parameters: [...insert.parameters, ...values, ...(assignments?.parameters ?? [])] };
}

function assignmentsSql<E extends object>(table: EntityTable<E>, set: Assignments<E>): SqlPart {
  const entries = Object.entries(set).filter(([, value]) => value !== undefined).map(([property, value]) => ({ column: table.column(property), value: value as unknown }));
  const computed = entries.filter((entry) => entry.value instanceof Expression);
  refuseMutualReference(table.name, computed as readonly { column: EntityColumn; value: Expression }[]);
  // MySQL lets later assignments see earlier ones, so those that read columns come first.
  const ordered = [...computed, ...entries.filter((entry) => !(entry.value instanceof Expression))];
  const assignments = ordered.map(({ column, value }) => `\`${column.name}\` = ${value instanceof Expression ? `(${value.expression})` : '?'}`);
  const parameters = ordered.flatMap(({ column, value }) => (value instanceof Expression ? value.parameters : [encode(column, value)]));
  return { sql: assignments.join(', '), parameters };
}

export function deleteSql<E extends object>(table: EntityTable<E>, where: Where<E>): SqlPart {
  const conditions = restricted(table, where);
  return { sql: `DELETE FROM \`${table.name}\` WHERE ${conditions.sql}`, parameters: conditions.parameters };
}

function restricted<E extends object>(table: EntityTable<E>, where: Where<E>): SqlPart {
  if (Object.keys(where).length === 0) throw new Error(`A write without conditions would take every row of ${table.name}.`);
  return whereSql(table, where);
}

function refuseMutualReference(table: string, computed: readonly { column: EntityColumn; value: Expression }[]): void {
  for (const { column, value } of computed) {
    const other = computed.find((entry) => entry.column !== column && new RegExp(`\\b${entry.column.name}\\b`).test(value.expression));
    if (other) throw new Error(`${table}.${column.name} is computed from ${other.column.name}, which the same update computes: the engines differ in which value it sees.`);
  }
}
