import type { Request, Response } from 'express';
import { z } from 'zod';
import { AppError } from '../errors/app-error';
import { BAD_REQUEST, FORBIDDEN } from '../errors/codes';
import type { EventEnvelope } from '../events/define-event';
import type { RunningSubgraph } from '../running/running-subgraph';
import { signedCall } from './signed-requests';

const envelope = z.strictObject({
  id: z.string(), type: z.string(), version: z.number().int(), occurredAt: z.number(), aggregateId: z.string(), aggregateVersion: z.number().int(),
  organizationId: z.string().nullable(), actorId: z.string().nullable(), requestId: z.string(), payload: z.unknown(),
}) satisfies z.ZodType<EventEnvelope>;

/** Takes events from other subgraphs; the router has none to bring. */
export function receiveEvents(running: RunningSubgraph) {
  return async (request: Request, response: Response): Promise<void> => {
    const { identity, rawBody } = signedCall(request);
    if (identity.caller !== 'service') throw new AppError(FORBIDDEN);
    response.json({ delivery: await running.receive(readEnvelope(rawBody)) });
  };
}

function readEnvelope(rawBody: Buffer): EventEnvelope {
  try {
    return envelope.parse(JSON.parse(rawBody.toString('utf8')));
  } catch {
    throw new AppError(BAD_REQUEST);
  }
}
