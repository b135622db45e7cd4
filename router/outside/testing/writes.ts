import { randomUUID } from 'node:crypto';
import { ChatThreadDocument, SendChatMessageDocument } from '@sangam/schema/typed/operations';
import { ConnectionLost, type Client, type Person } from './client';
import { until } from './wait';

export interface Written {
  readonly id: string;
  readonly sequence: number;
  readonly text: string;
}

export interface WritesOptions {
  readonly threadId: string;
  readonly writers: readonly Person[];
  /** Messages of each writer. */
  readonly each: number;
  /** Begins every text. */
  readonly label: string;
  /** Hears how many are acknowledged so far. */
  readonly onAcknowledged?: (count: number) => void;
}

/** Answers that ask a client to try again; anything else is a failure of the test. */
const TRY_AGAIN = new Set(['SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_TIMEOUT', 'SERVICE_UNAVAILABLE', 'OVERLOADED']);
const PATIENCE_MS = 30_000;

/** Writers side by side; each sends its next message once the last is acknowledged, and repeats it with its key until then. */
export async function writeThrough({ threadId, writers, each, label, onAcknowledged }: WritesOptions): Promise<Written[]> {
  const acknowledged: Written[] = [];
  await Promise.all(writers.map(async ({ client }, writer) => {
    for (let index = 0; index < each; index += 1) {
      acknowledged.push(await sendUntilAcknowledged(client, threadId, `${label} ${writer}-${index}`));
      onAcknowledged?.(acknowledged.length);
    }
  }));
  return acknowledged;
}

function sendUntilAcknowledged(client: Client, threadId: string, text: string): Promise<Written> {
  const key = { 'idempotency-key': randomUUID() };
  return until(async () => {
    const answer = await client.run(SendChatMessageDocument, { input: { threadId, text } }, key).catch(connectionLost);
    if (!answer) return undefined;
    const [error] = answer.errors;
    if (error && !TRY_AGAIN.has(error.extensions.code)) throw new Error(`Refused: ${JSON.stringify(error)}`);
    return error || !answer.data ? undefined : { ...answer.data.sendChatMessage, text };
  }, PATIENCE_MS, `"${text}" to be acknowledged`);
}

function connectionLost(error: unknown): null {
  if (error instanceof ConnectionLost) return null;
  throw error;
}

const PAGE = 100;

/** Every message of a thread, oldest first, page by page. */
export async function readThread(client: Client, threadId: string): Promise<Written[]> {
  const pages: Written[][] = [];
  for (let before: string | null = null; ;) {
    const { chatThread }: Awaited<ReturnType<typeof readPage>> = await readPage(client, threadId, before);
    if (!chatThread) throw new Error('The thread is gone.');
    pages.unshift(chatThread.messages.nodes.map(({ id, sequence, text }) => ({ id, sequence, text: text ?? '' })));
    if (!chatThread.messages.pageInfo.hasPreviousPage) return pages.flat();
    before = chatThread.messages.pageInfo.startCursor;
  }
}

function readPage(client: Client, threadId: string, before: string | null) {
  return client.ask(ChatThreadDocument, { id: threadId, last: PAGE, before });
}

/** Nothing acknowledged is missing or doubled; sequence numbers have no gap. */
export async function expectWhole(client: Client, threadId: string, acknowledged: readonly Written[]): Promise<void> {
  const stored = await readThread(client, threadId);
  const bySequence = (a: Written, b: Written) => a.sequence - b.sequence;
  expect(stored.map(({ sequence }) => sequence)).toEqual(stored.map((_message, index) => index + 1));
  expect(stored).toEqual([...acknowledged].map(({ id, sequence, text }) => ({ id, sequence, text })).sort(bySequence));
}
