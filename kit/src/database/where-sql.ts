import { encode, type EntityColumn, type EntityTable } from './entity-table';
import { ParameterError } from './parameters';
import type { Where } from './where';

export interface SqlPart {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

const OPERATORS = new Map([['lessThan', '<'], ['atMost', '<='], ['moreThan', '>'], ['atLeast', '>='], ['from', '>='], ['to', '<']]);

/**
 * Conditions of a `Where`, joined by AND; `alias` names the table in joins. Without conditions it is `1 = 1`.
 * @throws ParameterError on undefined, ParameterError or Error on conditions that cannot be meant.
 */
export function whereSql<E extends object>(table: EntityTable<E>, where: Where<E>, alias?: string): SqlPart {
  const parts = Object.entries(where).map(([property, condition]) => {
    const column = table.column(property);
    if (condition === undefined) throw new ParameterError(`is undefined in the conditions on ${table.name}.${property}: it would widen the result`);
    return conditionSql(column, alias ? `\`${alias}\`.\`${column.name}\`` : `\`${column.name}\``, condition);
  });
  return joined(parts, ' AND ', '1 = 1');
}

export function joined(parts: readonly SqlPart[], separator: string, empty: string): SqlPart {
  return { sql: parts.length === 0 ? empty : parts.map((part) => part.sql).join(separator), parameters: parts.flatMap((part) => part.parameters) };
}

function conditionSql(column: EntityColumn, name: string, condition: unknown): SqlPart {
  if (condition === null) return { sql: `${name} IS NULL`, parameters: [] };
  if (Array.isArray(condition)) {
    if (condition.some((item) => item === null || item === undefined)) throw new ParameterError(`list for ${column.property} holds null; null is a condition of its own`);
    return { sql: `${name} IN (?)`, parameters: [condition.map((item) => encode(column, item))] };
  }
  if (typeof condition === 'object' && !(condition instanceof Date) && !(condition instanceof Uint8Array)) return comparisonSql(column, name, condition);
  return { sql: `${name} = ?`, parameters: [encode(column, condition)] };
}

function comparisonSql(column: EntityColumn, name: string, condition: object): SqlPart {
  // A bound of a range may be absent, as in a filter with one end; never both.
  const entries = Object.entries(condition).filter(([key, value]) => value !== undefined || (key !== 'from' && key !== 'to'));
  if (entries.length === 0) throw new ParameterError(`range for ${column.property} has no bound: it would widen the result`);
  return joined(entries.map(([key, value]) => {
    if (key === 'not') return differs(column, name, value);
    const operator = OPERATORS.get(key);
    if (!operator) throw new ParameterError(`condition on ${column.property} has the unknown word ${key}`);
    if (value === null) throw new ParameterError(`condition ${key} on ${column.property} is null`);
    return { sql: `${name} ${operator} ?`, parameters: [encode(column, value)] };
  }), ' AND ', '1 = 1');
}

/** Absent differs from every value. */
function differs(column: EntityColumn, name: string, value: unknown): SqlPart {
  if (value === null) return { sql: `${name} IS NOT NULL`, parameters: [] };
  return { sql: column.nullable ? `(${name} <> ? OR ${name} IS NULL)` : `${name} <> ?`, parameters: [encode(column, value)] };
}
