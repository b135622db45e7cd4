import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';
import { anonymousViewer } from '../authorization/viewer';
import { FakeClock } from '../clock/clock';
import { insideTransaction } from '../database/transaction-scope';
import type { EventEnvelope } from '../events/define-event';
import { serveSubgraph } from '../http/subgraph-server';
import { EchoSubgraph, silentLog } from '../testing/echo-subgraph';
import type { InternalCalls } from './internal-calls';
import { LocalCalls } from './local-calls';
import { RemoteCalls } from './remote-calls';
import { MemoryReplayStore } from './replay-store';

const KEYS = ['key-of-at-least-thirty-two-characters'];

interface Opened {
  readonly calls: InternalCalls;
  readonly close: () => Promise<void>;
}

async function together(echo: EchoSubgraph): Promise<Opened> {
  return { calls: new LocalCalls({ subgraphs: new Map([[echo.name, echo]]), log: silentLog, timeoutMs: 5_000 }), close: async () => undefined };
}

async function apart(echo: EchoSubgraph): Promise<Opened> {
  const clock = new FakeClock();
  const replays = new MemoryReplayStore();
  const served = await serveSubgraph(echo, { port: 0, keys: KEYS, clock, log: silentLog, replays: { reads: replays, effects: replays } });
  const calls = new RemoteCalls({ targets: new Map([[echo.name, served.url]]), keys: KEYS, clock, log: silentLog, timeoutMs: 5_000 });
  return { calls, close: async () => void (await Promise.all([calls.close(), served.stop()])) };
}

function typed<D, V>(text: string): TypedDocumentNode<D, V> {
  return parse(text) as TypedDocumentNode<D, V>;
}

const identity = typed<{ identity: { userId: string | null; caller: string; requestId: string; idempotencyKey: string | null } }, Record<string, never>>(
  '{ identity { userId caller requestId idempotencyKey } }',
);
const echoed = typed<{ echo: { text: string } }, { text: string }>('query ($text: String!) { echo(text: $text) { text } }');
const failing = typed<object, { how: string }>('query ($how: String!) { fail(how: $how) }');
const counting = typed<{ count: number }, Record<string, never>>('mutation { count }');
const waiting = typed<{ waiting: number }, Record<string, never>>('{ waiting }');

const event: EventEnvelope = {
  id: 'e1', type: 'echo.text.said', version: 1, occurredAt: 1, aggregateId: 'a1', aggregateVersion: 1, organizationId: null, actorId: null, requestId: 'r1', payload: { words: ['ॐ'] },
};

const coded = (code: string, more: object = {}) => expect.objectContaining({ name: 'AppError', extensions: expect.objectContaining({ code, ...more }) });

describe.each([['together', together], ['apart', apart]])('internal calls %s', (_name, open) => {
  const echo = () => subgraph;
  let subgraph: EchoSubgraph;
  let opened: Opened;

  beforeEach(async () => {
    subgraph = new EchoSubgraph();
    opened = await open(subgraph);
  });
  afterEach(async () => {
    subgraph.release();
    await opened.close();
  });

  const call = <D, V>(document: TypedDocumentNode<D, V>, variables: V, timeoutMs?: number) => opened.calls.call('echo', document, variables, { requestId: 'r1', timeoutMs });

  it('arrive as a service without a viewer', async () => {
    expect(await call(identity, {})).toEqual({ identity: { userId: null, caller: 'service', requestId: 'r1', idempotencyKey: null } });
  });

  it('arrive with the viewer they are made for', async () => {
    const viewer = { ...anonymousViewer('r1', ''), userId: 'u1' };
    expect(await opened.calls.call('echo', identity, {}, { requestId: 'r1', viewer })).toMatchObject({ identity: { userId: 'u1', caller: 'service' } });
  });

  it('make a context of their own each', async () => {
    await call(identity, {});
    await call(identity, {});
    expect(echo().contexts).toBe(2);
  });

  it('carry values as JSON, in both directions', async () => {
    expect(await call(echoed, { text: 'नमस्ते "x"\u2028' })).toEqual({ echo: { text: 'नमस्ते "x"\u2028' } });
  });

  it('hand over what JSON makes of a value', async () => {
    expect(await call(echoed, { text: new Date(0) as unknown as string })).toEqual({ echo: { text: '1970-01-01T00:00:00.000Z' } });
  });

  it('answer an object that nobody else holds', async () => {
    const held = typed<{ document: { words: string[] } }, Record<string, never>>('{ document }');
    const answer = await call(held, {});
    answer.document.words.push('two');
    expect([await call(held, {}), echo().document]).toEqual([{ document: { words: ['one'] } }, { words: ['one'] }]);
  });

  it('raise the coded error that the operation answered', async () => {
    await expect(call(failing, { how: 'coded' })).rejects.toEqual(coded('CONFLICT', { userMessage: 'Already there.', fields: [{ path: 'how', reason: 'RANGE' }] }));
  });

  it('raise no internals', async () => {
    const error = await call(failing, { how: 'other' }).catch((reason: Error) => reason);
    expect(error).toEqual(coded('INTERNAL_SERVER_ERROR'));
    expect(JSON.stringify([error, String(error), (error as Error).message])).not.toContain('secret');
  });

  it('refuse a document that does not fit, before anything runs', async () => {
    await expect(call(typed<object, Record<string, never>>('{ nothingLikeThis }'), {})).rejects.toEqual(coded('GRAPHQL_VALIDATION_FAILED'));
    expect(echo().ran).toBe(0);
  });

  it('run a mutation once', async () => {
    expect(await call(counting, {})).toEqual({ count: 1 });
    expect(echo().ran).toBe(1);
  });

  it('end when their time is up', async () => {
    await expect(call(waiting, {}, 50)).rejects.toEqual(coded('SUBGRAPH_TIMEOUT'));
  });

  it('say unavailable for a subgraph that is not in the build', async () => {
    await expect(opened.calls.call('elsewhere', identity, {}, { requestId: 'r1' })).rejects.toEqual(coded('SUBGRAPH_UNAVAILABLE'));
  });

  it('are refused inside a transaction', async () => {
    const mark = { database: 'echo', open: true };
    await expect(insideTransaction(mark, () => call(counting, {}))).rejects.toThrow('inside a transaction');
    await expect(insideTransaction(mark, () => opened.calls.deliver('echo', event))).rejects.toThrow('inside a transaction');
    expect(echo().ran).toBe(0);
  });

  it('deliver a copy of an event and pass on what became of it', async () => {
    expect([await opened.calls.deliver('echo', event), await opened.calls.deliver('echo', event)]).toEqual(['applied', 'repeated']);
    expect(echo().received[0]).toEqual(event);
    expect(echo().received[0]).not.toBe(event);
  });

  it('park an event for a subgraph that is not in the build', async () => {
    expect(await opened.calls.deliver('elsewhere', event)).toBe('parked');
  });

  it('raise the error of a handler', async () => {
    await expect(opened.calls.deliver('echo', { ...event, type: 'echo.text.refused' })).rejects.toEqual(coded('CONFLICT'));
  });
});
