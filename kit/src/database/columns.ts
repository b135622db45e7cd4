import { Column, PrimaryColumn, type ColumnOptions } from 'typeorm';

/*
 * The only column kinds of the product. Each reads back as an equal value on SQLite and MySQL, and byte comparison is
 * the rule for ids and keys. Migrations build the same kinds through `TableBuilder`.
 */

interface Nullable {
  readonly nullable?: boolean;
}

/** Primary key: UUIDv7, lower case, char(36). */
export function IdColumn(): PropertyDecorator {
  return PrimaryColumn({ type: 'varchar', length: 36 });
}

/** Id of another row, here or in another subgraph. */
export function ReferenceColumn(options: Nullable & { readonly primary?: boolean } = {}): PropertyDecorator {
  return Column({ type: 'varchar', length: 36, ...options } as ColumnOptions);
}

/** Text compared byte by byte; length in characters, checked by the API. */
export function TextColumn(options: Nullable & { readonly length: number; readonly primary?: boolean }): PropertyDecorator {
  return Column({ type: 'varchar', ...options } as ColumnOptions);
}

/** Text of any length (MEDIUMTEXT on MySQL), never in an index. */
export function LongTextColumn(options: Nullable = {}): PropertyDecorator {
  return Column({ type: 'text', ...options });
}

export const instant = {
  to: (value: unknown) => (value instanceof Date ? value.getTime() : value),
  from: (value: unknown) => (value === null || value === undefined ? null : new Date(Number(value))),
};

/** An instant: epoch milliseconds in the database, `Date` in code. */
export function InstantColumn(options: Nullable = {}): PropertyDecorator {
  return Column({ type: 'bigint', transformer: instant, ...options });
}

const safeInteger = {
  to: (value: unknown) => {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new Error(`${value} is not a whole number up to 2^53.`);
    return value;
  },
  from: (value: unknown) => {
    if (value === null || value === undefined) return null;
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new Error('A stored whole number is beyond 2^53.');
    return number;
  },
};

/** A whole number up to 2^53. */
export function IntegerColumn(options: Nullable & { readonly default?: number } = {}): PropertyDecorator {
  return Column({ type: 'bigint', transformer: safeInteger, ...options });
}

const flag = {
  to: (value: unknown) => (typeof value === 'boolean' ? Number(value) : value),
  from: (value: unknown) => (value === null || value === undefined ? null : Number(value) === 1),
};

/** True or false, stored as 1 or 0. */
export function FlagColumn(options: Nullable = {}): PropertyDecorator {
  return Column({ type: 'int', transformer: flag, ...options });
}

const parsed = (value: unknown) => (typeof value === 'string' ? (JSON.parse(value) as unknown) : null);
const json = { to: (value: unknown) => JSON.stringify(value ?? null), from: parsed };
const nullableJson = { to: (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value)), from: parsed };

/** A truly free document; never filtered or sorted by. */
export function JsonColumn(options: Nullable = {}): PropertyDecorator {
  return Column({ type: 'text', transformer: options.nullable ? nullableJson : json, ...options });
}
