import type { EntityManager, EntityTarget } from 'typeorm';
import type { EventDefinition } from '../events/define-event';
import type { JsonPayload } from '../events/json-payload';
import type { EnqueueOptions, JobDefinition } from '../jobs/define-job';
import type { LiveMessage } from '../live/live-bus';
import type { Where } from './where';

/** A column assignment computed by the database, e.g. `sql('message_count + 1')`. */
export interface SqlExpression {
  readonly expression: string;
  readonly parameters: readonly unknown[];
}

export type Assignments<E> = { readonly [K in keyof E]?: E[K] | SqlExpression };

export interface Upsert<E> {
  /** The columns of one unique key, the primary key too, whose conflict is meant; a conflict in another key is a unique violation. */
  readonly on: readonly (keyof E & string)[];
  /** What changes in the row that is there; absent: nothing. */
  readonly set?: Assignments<E>;
}

export interface RecordedEvent<P> {
  readonly aggregateId: string;
  readonly aggregateVersion: number;
  readonly payload: P;
  readonly organizationId?: string | null;
}

/** A running transaction. Everything it does commits together or not at all; live messages leave after the commit. */
export interface Transaction {
  /** TypeORM's manager bound to this transaction, for what the methods below do not offer. */
  readonly manager: EntityManager;
  insert<E extends object>(entity: EntityTarget<E>, rows: Partial<E> | readonly Partial<E>[]): Promise<void>;
  /** Returns the number of rows that matched and were written: `=== 1` decides a race. */
  update<E extends object>(entity: EntityTarget<E>, where: Where<E>, set: Assignments<E>): Promise<number>;
  /** Inserts the row, or where another has its key changes that one: `tx.upsert(Tally, { day, count: 1 }, { on: ['day'], set: { count: sql('count + 1') } })`. */
  upsert<E extends object>(entity: EntityTarget<E>, row: Partial<E>, conflict: Upsert<E>): Promise<void>;
  delete<E extends object>(entity: EntityTarget<E>, where: Where<E>): Promise<number>;
  findOne<E extends object>(entity: EntityTarget<E>, where: Where<E>): Promise<E | null>;
  findMany<E extends object>(entity: EntityTarget<E>, where: Where<E>, options?: { readonly limit?: number }): Promise<E[]>;
  /** Work for later, in the same commit. */
  enqueue<P>(job: JobDefinition<P>, payload: P, options?: EnqueueOptions): Promise<void>;
  /**
   * Takes back what was enqueued with this key and waits, also for another attempt; whether there was such a job. One that
   * runs, or whose process ended in the middle, goes on. The key is free again: enqueue to reschedule.
   */
  cancel<P>(job: JobDefinition<P>, dedupeKey: string): Promise<boolean>;
  /** Tells the consuming subgraphs, in the same commit. */
  record<P>(event: EventDefinition<P>, details: RecordedEvent<P>): Promise<void>;
  /** Tells live subscribers, after the commit. */
  publish<P extends JsonPayload<P>>(message: LiveMessage<P>): void;
  afterCommit(effect: () => void | Promise<void>): void;
}
