import { createHash } from 'node:crypto';
import { badInput } from '../errors/app-error';
import { encode, type EntityColumn, type EntityTable } from './entity-table';

/** One step of a total order: the wanted columns, then the id. */
export interface OrderStep {
  readonly column: EntityColumn;
  readonly descending: boolean;
}

export type CursorValue = string | number;

/** By the text of the list's order; there are no more than the code asks for. */
const signatures = new Map<string, string>();

/** Binds a cursor to its list's order: one from another order means nothing here. */
function signature(table: EntityTable, steps: readonly OrderStep[]): string {
  const order = `${table.name}:${steps.map((step) => `${step.column.name} ${step.descending ? 'DESC' : 'ASC'}`).join(',')}`;
  const known = signatures.get(order) ?? createHash('sha256').update(order).digest('base64url').slice(0, 8);
  signatures.set(order, known);
  return known;
}

/** The opaque position of an entity in a list. */
export function cursorOf<E extends object>(table: EntityTable<E>, steps: readonly OrderStep[], entity: E): string {
  const values = steps.map(({ column }) => encode(column, (entity as Record<string, unknown>)[column.property]));
  return Buffer.from(JSON.stringify([signature(table, steps), ...values])).toString('base64url');
}

export interface SentCursor {
  readonly argument: 'after' | 'before';
  readonly cursor: string;
}

/** The values behind a cursor that a client sent. @throws AppError BAD_USER_INPUT */
export function cursorValues(table: EntityTable, steps: readonly OrderStep[], { argument, cursor }: SentCursor): CursorValue[] {
  const [sign, ...values] = parsed(cursor);
  const fits = sign === signature(table, steps) && values.length === steps.length && steps.every(({ column }, index) => isValueOf(column, values[index]));
  if (!fits) throw badInput({ path: argument, reason: 'FORMAT', detail: 'is not a cursor of this list in this order' });
  return values as CursorValue[];
}

function parsed(cursor: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function isValueOf(column: EntityColumn, value: unknown): boolean {
  if (column.numeric) return Number.isSafeInteger(value);
  return typeof value === 'string' && value.length <= 1_000 && !/\0|\p{Surrogate}/u.test(value);
}
