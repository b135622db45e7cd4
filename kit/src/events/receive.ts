import type { Delivery } from '../calls/internal-calls';
import { isUniqueViolation } from '../database/errors';
import { transaction } from '../database/run-transaction';
import { AppError } from '../errors/app-error';
import { SERVICE_UNAVAILABLE } from '../errors/codes';
import type { SubgraphContext } from '../running/context';
import type { EventEnvelope } from './define-event';
import type { EventHandler } from './define-handler';
import { Inbox } from './inbox.entity';

export interface Receiver {
  readonly handlers: readonly EventHandler[];
  /** A fresh context without a job; each handler gets its own. */
  readonly contextFor: () => SubgraphContext;
}

/**
 * Applies an event: each handler of its type once, in a transaction that also remembers the event's id. A handler that
 * fails does not keep the others from it; the sender tries again and only the failed ones run then.
 *
 * @throws AppError SERVICE_UNAVAILABLE for an event that this build does not understand yet: a type without a handler
 *   or a newer version (a sender that was updated first); whatever a handler throws.
 */
export async function receiveEvent({ handlers, contextFor }: Receiver, event: EventEnvelope): Promise<Delivery> {
  const concerned = handlers.filter((handler) => handler.event.type === event.type);
  if (concerned.length === 0 || concerned.some((handler) => handler.event.version < event.version)) {
    contextFor().log.warn({ type: event.type, version: event.version, requestId: event.requestId }, 'an event is newer than this build');
    throw new AppError(SERVICE_UNAVAILABLE);
  }
  const failures: unknown[] = [];
  let delivery: Delivery = 'repeated';
  for (const handler of concerned) {
    try {
      if (await applyOnce(contextFor(), handler, event)) delivery = 'applied';
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return delivery;
}

class AlreadyApplied extends Error {}

async function applyOnce(ctx: SubgraphContext, handler: EventHandler, event: EventEnvelope): Promise<boolean> {
  try {
    await transaction(ctx, async (tx) => {
      await tx.insert(Inbox, { handler: handler.name, eventId: event.id, appliedAt: new Date(ctx.clock.now()) }).catch((error: unknown) => {
        throw isUniqueViolation(error) ? new AlreadyApplied() : error;
      });
      await handler.run(ctx, tx, event as EventEnvelope<never>);
    });
    return true;
  } catch (error) {
    if (error instanceof AlreadyApplied) return false;
    throw error;
  }
}
