import { encode, type EntityColumn, type EntityTable } from './entity-table';
import { ParameterError } from './parameters';
import { Expression } from './sql';
import type { Assignments } from './transaction';
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
  const entries = Object.entries(set).filter(([, value]) => value !== undefined).map(([property, value]) => ({ column: table.column(property), value: value as unknown }));
  const computed = entries.filter((entry) => entry.value instanceof Expression);
  refuseMutualReference(table.name, computed as readonly { column: EntityColumn; value: Expression }[]);
  // MySQL lets later assignments see earlier ones, so those that read columns come first.
  const ordered = [...computed, ...entries.filter((entry) => !(entry.value instanceof Expression))];
  const conditions = restricted(table, where);
  const assignments = ordered.map(({ column, value }) => `\`${column.name}\` = ${value instanceof Expression ? `(${value.expression})` : '?'}`);
  const parameters = ordered.flatMap(({ column, value }) => (value instanceof Expression ? value.parameters : [encode(column, value)]));
  return { sql: `UPDATE \`${table.name}\` SET ${assignments.join(', ')} WHERE ${conditions.sql}`, parameters: [...parameters, ...conditions.parameters] };
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
