import type { SubgraphContext } from '../running/context';
import type { Transaction } from '../database/transaction';
import type { EventDefinition, EventEnvelope } from './define-event';

/** A reaction to an event. Runs in the transaction that also remembers the event's id: it takes effect once. */
export interface EventHandler<P = never> {
  readonly event: EventDefinition<P>;
  /** Unique within the subgraph; part of the inbox key. */
  readonly name: string;
  /** Rows of the contract that this handler covers. */
  readonly covers?: readonly string[];
  readonly run: (ctx: SubgraphContext, tx: Transaction, event: EventEnvelope<P>) => Promise<void>;
}

export function defineHandler<P>(handler: EventHandler<P>): EventHandler<P> {
  return Object.freeze(handler);
}
