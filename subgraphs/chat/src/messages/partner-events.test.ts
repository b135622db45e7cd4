import { startGraph, type TestClient, type TestGraph } from '@sangam/kit/testing/harness';
import { localServer, type LocalServer } from '@sangam/kit/testing/local-server';
import { CreateGroupThreadDocument, CreateWebhookEndpointDocument, OpenDirectThreadDocument, SendChatMessageDocument } from '@sangam/schema/typed/operations';

let receiver: LocalServer;
let graph: TestGraph;
const told: { readonly path: string; readonly body: { readonly type: string; readonly data: Readonly<Record<string, unknown>> } }[] = [];

beforeAll(async () => {
  receiver = await localServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      told.push({ path: request.url ?? '', body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as (typeof told)[number]['body'] });
      response.end();
    });
  });
  graph = await startGraph({ subgraphs: ['identity', 'chat'], environment: { EGRESS_ALLOW: receiver.url.replace('http://', '') } });
});
afterAll(async () => {
  await graph.stop();
  await receiver.close();
});

async function member(path: string, eventTypes = ['chat.*']) {
  const { id } = await graph.person();
  const client = graph.asUser({ userId: id });
  await client.ask(CreateWebhookEndpointDocument, { input: { url: `${receiver.url}${path}`, eventTypes } });
  return { id, client };
}
const toldAt = (path: string) => told.filter((message) => message.path === path).map(({ body: { type, data } }) => ({ type, data }));
const send = async (client: TestClient, threadId: string, text: string) => (await client.ask(SendChatMessageDocument, { input: { threadId, text } })).sendChatMessage;

it('tells the partners of all who take part of a new thread and of each message, without its text', async () => {
  const [asha, ravi] = [await member('/asha'), await member('/ravi', ['chat.message.sent'])];
  await member('/outsider');
  const { createGroupThread: { id: threadId } } = await asha.client.ask(CreateGroupThreadDocument, { input: { title: 'Plans', participantIds: [ravi.id] } });
  const message = await send(asha.client, threadId, 'Between us');
  await graph.jobs.drain();

  const created = { type: 'chat.thread.created', data: { threadId, kind: 'GROUP', createdById: asha.id, createdAt: expect.any(String) } };
  const sent = { type: 'chat.message.sent', data: { threadId, messageId: message.id, senderId: asha.id, sequence: 1, sentAt: expect.any(String) } };
  expect(toldAt('/asha').toSorted((a, b) => (a.type < b.type ? 1 : -1))).toEqual([created, sent]);
  expect(toldAt('/ravi')).toEqual([sent]);
  expect(toldAt('/outsider')).toEqual([]);
  expect(JSON.stringify(told)).not.toContain('Between us');
});

it('tells of a direct thread once, and nothing of a message that was refused', async () => {
  const [asha, ravi] = [await member('/direct'), await member('/other')];
  const open = async () => (await asha.client.ask(OpenDirectThreadDocument, { userId: ravi.id })).openDirectThread.id;
  const threadId = await open();
  expect(await open()).toBe(threadId);
  expect(await asha.client.refusal(SendChatMessageDocument, { input: { threadId, text: ' ' } })).toBe('BAD_USER_INPUT');
  await graph.jobs.drain();
  expect(toldAt('/direct').map(({ type }) => type)).toEqual(['chat.thread.created']);
});
