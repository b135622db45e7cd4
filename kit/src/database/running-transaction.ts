import type { EntityManager, EntityTarget } from 'typeorm';
import type { EventDefinition } from '../events/define-event';
import type { JsonPayload } from '../events/json-payload';
import { eventRows } from '../events/record';
import type { EnqueueOptions, JobDefinition } from '../jobs/define-job';
import { jobRow } from '../jobs/enqueue';
import { isRepeatKey } from '../jobs/repeat-key';
import { Job, JobState } from '../jobs/job.entity';
import type { LiveMessage } from '../live/live-bus';
import type { SubgraphContext } from '../running/context';
import type { Session } from './engine';
import { decode, tableOf, type EntityTable } from './entity-table';
import { driverCode } from './errors';
import { selectSql } from './select-sql';
import { plainStatement } from './statement-text';
import type { Assignments, RecordedEvent, Transaction, Upsert } from './transaction';
import type { Where } from './where';
import { whereSql, type SqlPart } from './where-sql';
import { assigns, deleteSql, insertSql, updateSql, upsertSql } from './write-sql';

/** SQLite takes at most 32,766 parameters in a statement. */
const ROWS_PER_INSERT = 500;

/** How MySQL fails where an upsert met a row with another of its unique keys; the plain INSERT then names that key. */
const OTHER_KEY = 'ER_BAD_NULL_ERROR';

/** What remains to do once the transaction has committed. */
export interface Aftermath {
  readonly effects: readonly (() => void | Promise<void>)[];
  readonly madeWork: boolean;
}

export class RunningTransaction implements Transaction {
  private readonly effects: (() => void | Promise<void>)[] = [];
  private madeWork = false;
  private over = false;

  constructor(private readonly ctx: SubgraphContext, private readonly session: Session) {}

  /** Ends the transaction for the code that holds it. */
  close(): Aftermath {
    this.over = true;
    return { effects: this.effects, madeWork: this.madeWork };
  }

  get manager(): EntityManager {
    this.assertRunning();
    return this.session.manager;
  }

  async insert<E extends object>(entity: EntityTarget<E>, rows: Partial<E> | readonly Partial<E>[]): Promise<void> {
    const table = this.table(entity);
    const list = Array.isArray(rows) ? (rows as readonly Partial<E>[]) : [rows as Partial<E>];
    for (let start = 0; start < list.length; start += ROWS_PER_INSERT) await this.write(insertSql(table, list.slice(start, start + ROWS_PER_INSERT)));
  }

  async update<E extends object>(entity: EntityTarget<E>, where: Where<E>, set: Assignments<E>): Promise<number> {
    const table = this.table(entity);
    if (!assigns(set)) return this.matches(table, where);
    return this.write(updateSql(table, where, set));
  }

  async upsert<E extends object>(entity: EntityTarget<E>, row: Partial<E>, conflict: Upsert<E>): Promise<void> {
    const table = this.table(entity);
    await this.write(upsertSql(table, { ...conflict, row, dialect: this.ctx.db.dialect })).catch((error: unknown) => {
      if (driverCode(error) !== OTHER_KEY) throw error;
      return this.write(insertSql(table, [row]));
    });
  }

  async delete<E extends object>(entity: EntityTarget<E>, where: Where<E>): Promise<number> {
    return this.write(deleteSql(this.table(entity), where));
  }

  async findOne<E extends object>(entity: EntityTarget<E>, where: Where<E>): Promise<E | null> {
    const [found] = await this.findMany(entity, where, { limit: 1 });
    return found ?? null;
  }

  async findMany<E extends object>(entity: EntityTarget<E>, where: Where<E>, options: { readonly limit?: number } = {}): Promise<E[]> {
    const table = this.table(entity);
    const rows = await this.select(selectSql(table, { where, limit: options.limit }));
    return rows.map((row) => decode(table, row));
  }

  async enqueue<P>(job: JobDefinition<P>, payload: P, options: EnqueueOptions = {}): Promise<void> {
    const { registeredJobs, subgraph } = this.ctx;
    if (registeredJobs && !registeredJobs.has(job.name) && !isRepeatKey(options.dedupeKey)) throw new Error(`The job ${job.name} is in no feature of ${subgraph}: nobody would run it.`);
    await this.upsert(Job, jobRow(this.ctx, job, { payload, options }), { on: ['name', 'dedupeKey'] });
    this.madeWork = true;
  }

  async cancel<P>(job: JobDefinition<P>, dedupeKey: string): Promise<boolean> {
    return (await this.delete(Job, { kind: 'job', name: job.name, dedupeKey, state: [JobState.waiting, JobState.parked], leaseUntil: null })) === 1;
  }

  async record<P>(event: EventDefinition<P>, details: RecordedEvent<P>): Promise<void> {
    const rows = eventRows(this.ctx, event, details);
    if (rows.length === 0) return;
    await this.insert(Job, rows);
    this.madeWork = true;
  }

  publish<P extends JsonPayload<P>>(message: LiveMessage<P>): void {
    this.afterCommit(() => this.ctx.live.publish(message));
  }

  afterCommit(effect: () => void | Promise<void>): void {
    this.assertRunning();
    this.effects.push(effect);
  }

  private table<E extends object>(entity: EntityTarget<E>): EntityTable<E> {
    this.assertRunning();
    return tableOf(this.ctx.db.metadata, entity);
  }

  private select(part: SqlPart) {
    const { sql, parameters } = plainStatement(part.sql, part.parameters);
    return this.session.select(sql, parameters);
  }

  private write(part: SqlPart): Promise<number> {
    const { sql, parameters } = plainStatement(part.sql, part.parameters);
    return this.session.write(sql, parameters);
  }

  private async matches<E extends object>(table: EntityTable<E>, where: Where<E>): Promise<number> {
    const conditions = whereSql(table, where);
    const [row] = await this.select({ ...conditions, sql: `SELECT COUNT(*) AS found FROM \`${table.name}\` WHERE ${conditions.sql}` });
    return Number(row?.found);
  }

  private assertRunning(): void {
    if (this.over) throw new Error(`The transaction of ${this.ctx.db.name} is over; something it started was not awaited.`);
  }
}
