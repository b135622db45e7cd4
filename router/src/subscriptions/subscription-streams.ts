import type { Viewer } from '@sangam/kit/authorization/viewer';
import { AppError } from '@sangam/kit/errors/app-error';
import { SERVICE_UNAVAILABLE, SUBSCRIPTION_NEEDS_STREAM, TOO_MANY_SUBSCRIPTIONS } from '@sangam/kit/errors/codes';
import type { IncomingMessage } from 'node:http';
import { send } from '../front/exchange';
import type { StreamAsked } from '../front/graphql-handler';
import { takesEventStream } from '../front/media-type';
import { bearerToken, type RequestFacts, type ViewerSource } from '../session/viewer-source';
import { sendEventStream } from './event-stream';
import type { SocketSessions } from './socket-sessions';
import type { Subscriptions } from './subscriptions';

export interface StreamsOptions {
  readonly subscriptions: Subscriptions;
  readonly sessions: SocketSessions;
  readonly viewers: ViewerSource;
  readonly factsOf: (request: IncomingMessage) => RequestFacts;
  /** Open streams and sockets of one user at the same time. */
  readonly perUser: number;
}

/** Answers subscriptions over HTTP as event streams. @throws AppError SUBSCRIPTION_NEEDS_STREAM, TOO_MANY_SUBSCRIPTIONS */
export function streamAnswerer(options: StreamsOptions) {
  return async ({ exchange, viewer, operation }: StreamAsked): Promise<void> => {
    const { request, response } = exchange;
    if (!takesEventStream(request.headers.accept)) throw new AppError(SUBSCRIPTION_NEEDS_STREAM);
    if (options.sessions.countOf(viewer) >= options.perUser) throw new AppError(TOO_MANY_SUBSCRIPTIONS);
    const answer = await options.subscriptions.subscribe(operation, viewer);
    if (typeof answer === 'string') return send(exchange, { status: 200, headers: {}, answer });
    await sendEventStream({ response, answers: answer, sessions: options.sessions, connection: { viewer, stillLives: () => stillLives(options, request) } });
  };
}

/** When identity cannot be asked the stream stays open: it is asked again within seconds. */
async function stillLives({ viewers, factsOf }: StreamsOptions, request: IncomingMessage): Promise<boolean> {
  return sessionLives(viewers, bearerToken(request.headers.authorization), factsOf(request));
}

/** Whether a token still stands for a viewer. */
export async function sessionLives(viewers: ViewerSource, token: string | null, facts: RequestFacts): Promise<boolean> {
  try {
    const viewer: Viewer = await viewers.viewerFor(token, facts);
    return viewer.userId !== null || token === null;
  } catch (error) {
    return error instanceof AppError && error.definition === SERVICE_UNAVAILABLE;
  }
}
