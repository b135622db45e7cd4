import { sql } from './sql';
import type { Assignments, Transaction } from './transaction';
import type { Where } from './where';

/** A row that counts something until it begins anew. */
interface Counting {
  readonly resetsAt: Date;
}

export interface Taking<E> {
  /** The row's primary key. */
  readonly key: Partial<E>;
  /** The column that counts, a single word. */
  readonly counter: keyof E & string;
  readonly limit: number;
  /** Epoch milliseconds. */
  readonly now: number;
  /** How long a count lasts from its first one, milliseconds. */
  readonly spanMs: number;
  /** What else begins anew with the count. */
  readonly reset?: Partial<E>;
}

/** Counts one, making the row where there is none, and says whether the limit allows it; decided by the database, so that parallel ones cannot exceed it. */
export async function takeOne<E extends Counting>(tx: Transaction, entity: new () => E, { key, counter, limit, now, spanMs, reset }: Taking<E>): Promise<boolean> {
  const anew = { ...reset, [counter]: 1, resetsAt: new Date(now + spanMs) };
  await tx.upsert<E>(entity, { ...key, ...anew, [counter]: 0 } as Partial<E>, { on: Object.keys(key) as (keyof E & string)[] });
  const counted = await tx.update<E>(entity, { ...key, [counter]: { lessThan: limit }, resetsAt: { moreThan: new Date(now) } } as Where<E>, { [counter]: sql(`${counter} + 1`) } as Assignments<E>);
  return counted === 1 || (await tx.update<E>(entity, { ...key, resetsAt: { atMost: new Date(now) } } as Where<E>, anew as Assignments<E>)) === 1;
}
