import { Entity } from 'typeorm';
import { IdColumn, InstantColumn, IntegerColumn, JsonColumn, LongTextColumn, ReferenceColumn, TextColumn } from '../database/columns';

export type JobKind = 'job' | 'event';

export const JobState = Object.freeze({ waiting: 0, done: 1, dead: 2, parked: 3 });
export const JobPriorities = Object.freeze({ interactive: 0, normal: 5, bulk: 9 });

/** Work that was committed together with the change that wants it: a job of this subgraph, or an event for another. */
@Entity()
export class Job {
  @IdColumn()
  id: string;

  @TextColumn({ length: 10 })
  kind: JobKind;

  /** The job's name, or the event's type. */
  @TextColumn({ length: 120 })
  name: string;

  /** The subgraph that an event is for. */
  @TextColumn({ length: 40, nullable: true })
  target: string | null;

  /** The job's payload, or the event's envelope. */
  @JsonColumn()
  payload: unknown;

  @IntegerColumn()
  priority: number;

  @IntegerColumn()
  state: number;

  /** Not to be claimed before. */
  @InstantColumn()
  availableAt: Date;

  /** Claims so far: the fence by which a late run recognises that it lost its lease. */
  @IntegerColumn()
  attempts: number;

  @IntegerColumn()
  maxAttempts: number;

  @InstantColumn({ nullable: true })
  leaseUntil: Date | null;

  @TextColumn({ length: 200, nullable: true })
  dedupeKey: string | null;

  @InstantColumn()
  createdAt: Date;

  @InstantColumn({ nullable: true })
  finishedAt: Date | null;

  @LongTextColumn({ nullable: true })
  lastError: string | null;

  @TextColumn({ length: 128 })
  requestId: string;

  @ReferenceColumn({ nullable: true })
  actorId: string | null;
}
