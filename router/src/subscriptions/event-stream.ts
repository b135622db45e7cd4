import type { ServerResponse } from 'node:http';
import type { AnswerStream } from './subscriptions';
import type { OpenConnection, SocketSessions } from './socket-sessions';

/** Proxies close connections that are silent for longer. */
const HEARTBEAT_MS = 12_000;

export interface EventStream {
  readonly response: ServerResponse;
  readonly answers: AnswerStream;
  readonly sessions: SocketSessions;
  readonly connection: Omit<OpenConnection, 'close'>;
}

/**
 * A subscription as server-sent events, for clients without WebSocket (GraphQL over SSE, distinct connections): `next`
 * for each answer, `complete` at the end. Ends when the client leaves, the token expires or the session ends.
 */
export async function sendEventStream({ response, answers, sessions, connection }: EventStream): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
  response.flushHeaders();
  const end = (): void => void answers.return?.();
  const leave = sessions.add({ ...connection, close: end });
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS);
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
async function write(response: ServerResponse, answer: string): Promise<void> {
  if (response.write(`event: next\ndata: ${answer}\n\n`) || response.destroyed) return;
  await new Promise<void>((resolve) => {
    const go = (): void => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.once('drain', go).once('close', go);
  });
}
