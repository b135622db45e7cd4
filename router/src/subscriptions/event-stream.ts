import type { Request, Response } from 'express';
import type { AnswerStream } from './subscriptions';
import type { OpenConnection, SocketSessions } from './socket-sessions';

/** Proxies close connections that are silent for longer. */
const HEARTBEAT_MS = 12_000;

export interface EventStream {
  readonly request: Request;
  readonly response: Response;
  readonly answers: AnswerStream;
  readonly sessions: SocketSessions;
  readonly connection: Omit<OpenConnection, 'close'>;
}

/** Whether the client asks for a stream of server-sent events. */
export function wantsEventStream(request: Request): boolean {
  return request.get('accept')?.includes('text/event-stream') ?? false;
}

/**
 * A subscription as server-sent events, for clients without WebSocket (GraphQL over SSE, distinct connections): `next`
 * for each answer, `complete` at the end. Ends when the client leaves, the token expires or the session ends.
 */
export async function sendEventStream({ request, response, answers, sessions, connection }: EventStream): Promise<void> {
  response.status(200).set({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  response.flushHeaders();
  const end = (): void => void answers.return?.();
  const leave = sessions.add({ ...connection, close: end });
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS);
  request.once('close', end);
  response.once('close', end);
  try {
    for await (const answer of answers) await write(response, answer);
    if (!response.writableEnded) response.end('event: complete\ndata:\n\n');
  } finally {
    clearInterval(heartbeat);
    leave();
  }
}

/** Waits for a slow reader; the stream's own queue bounds what waits meanwhile. */
async function write(response: Response, answer: string): Promise<void> {
  if (response.write(`event: next\ndata: ${answer}\n\n`) || response.destroyed) return;
  await new Promise<void>((resolve) => {
    const go = (): void => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.once('drain', go).once('close', go);
  });
}
