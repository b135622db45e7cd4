import { print, type DocumentNode } from 'graphql';
import type { AnsweredError, StreamAnswer, TestClient } from './harness';

/** What came back through an entrance, with the text in which something may leak. */
export interface EntranceAnswer {
  /** HTTP only. */
  readonly status?: number;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly AnsweredError[];
  /** WebSocket only: the close code when the socket was closed instead of answering. */
  readonly closed?: number | null;
  readonly text: string;
}

export type Entrance = 'HTTP' | 'WebSocket' | 'event stream';

export const ENTRANCES: Readonly<Record<'Query' | 'Mutation' | 'Subscription', readonly Entrance[]>> = {
  Query: ['HTTP', 'WebSocket'], Mutation: ['HTTP', 'WebSocket'], Subscription: ['WebSocket', 'event stream'],
};

/** Sends an operation through an entrance and takes the first answer; `provoke` lets a subscription tell something. */
export function enter(entrance: Entrance, client: TestClient, operation: { readonly document: DocumentNode; readonly variables: object }, provoke?: () => Promise<unknown>): Promise<EntranceAnswer> {
  if (entrance === 'HTTP') return overHttp(client, operation);
  return entrance === 'WebSocket' ? overSocket(client, operation, provoke) : overEventStream(client, operation, provoke);
}

interface Operation {
  readonly document: DocumentNode;
  readonly variables: object;
}

type Data = EntranceAnswer['data'];

async function overHttp(client: TestClient, { document, variables }: Operation): Promise<EntranceAnswer> {
  const { status, data, errors } = await client.run(document, variables);
  return { status, data: data as Data, errors, text: JSON.stringify({ data, errors }) };
}

async function overSocket(client: TestClient, { document, variables }: Operation, provoke?: () => Promise<unknown>): Promise<EntranceAnswer> {
  const stream = await client.subscribe(document, variables);
  try {
    const answer = (await provoked(stream.nextAnswer(), provoke)) as StreamAnswer<Data>;
    return { ...answer, text: JSON.stringify(answer) };
  } finally {
    await stream.close();
  }
}

async function overEventStream(client: TestClient, { document, variables }: Operation, provoke?: () => Promise<unknown>): Promise<EntranceAnswer> {
  const leaving = new AbortController();
  const headers = { 'content-type': 'application/json', accept: 'text/event-stream' };
  const response = await client.http('/graphql', { method: 'POST', headers, body: JSON.stringify({ query: print(document), variables }), signal: leaving.signal });
  try {
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
    const text = isStream ? await provoked(firstEvent(response), provoke) : await response.text();
    const { data = null, errors = [] } = JSON.parse(text) as Partial<EntranceAnswer>;
    return { status: response.status, data, errors, text };
  } finally {
    leaving.abort();
  }
}

/** Data of the first `next` event. */
async function firstEvent(response: Response): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    const found = /^event: next\ndata: (.*)$/m.exec(text);
    if (found?.[1] && text.includes('\n\n', found.index)) return found[1];
  }
  throw new Error(`The stream ended without an event: ${text}`);
}

const PROVOKE_AGAIN_MS = 250;

/** Lets things happen until the stream tells one: an event stream may be answered before its subgraph listens. */
async function provoked<T>(answer: Promise<T>, provoke?: () => Promise<unknown>): Promise<T> {
  if (!provoke) return answer;
  let again: NodeJS.Timeout | undefined;
  const happen = async (): Promise<void> => {
    await provoke();
    again = setTimeout(() => void happen(), PROVOKE_AGAIN_MS);
  };
  const happening = happen();
  try {
    return await answer;
  } finally {
    await happening;
    clearTimeout(again);
  }
}
