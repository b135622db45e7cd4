import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { ReplayWebhookDeliveriesDocument, ReplayWebhookDeliveryDocument, SendWebhookTestEventDocument, WebhookDeliveriesDocument } from '@sangam/schema/typed/operations';
import { createEndpoint, deliveries, publish, startWebhookReceiver, verified, type WebhookReceiver } from '../webhook-endpoints/webhook-receiver.fixture';

let receiver: WebhookReceiver;
let graph: TestGraph;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  graph = await startGraph({ subgraphs: ['identity'], environment: { ...receiver.environment } });
});
afterAll(async () => {
  await graph.stop();
  await receiver.close();
});

async function partner(path: string) {
  const { id } = await graph.person();
  const client = graph.asUser({ userId: id });
  return { client, path, owner: { ownerType: 'USER', ownerId: id } as const, endpoint: await createEndpoint(client, `${receiver.url}${path}`) };
}
const idsAt = (path: string) => receiver.at(path).map(({ headers }) => headers['webhook-id']);
const failing = (count: number) => Array.from({ length: count }, () => 500);

it('sends a message again under its id, of parallel replays once, with a schedule of its own', async () => {
  const { client, endpoint, owner, path } = await partner('/one');
  receiver.answer(path, ...failing(9));
  await publish(graph, owner);
  await graph.jobs.drain();
  const [failed] = await deliveries(client, endpoint.id);
  expect(failed?.state).toBe('FAILED');

  const answers = await Promise.all([1, 2, 3].map(() => client.run(ReplayWebhookDeliveryDocument, { id: failed?.id ?? '' })));
  expect(answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code))).toEqual(['INVALID_STATE', 'INVALID_STATE']);
  await graph.jobs.drain();
  expect(receiver.at(path)).toHaveLength(10);
  expect(new Set(idsAt(path)).size).toBe(1);
  const [replayed] = await deliveries(client, endpoint.id);
  expect(replayed).toMatchObject({ state: 'SUCCEEDED', attemptCount: 10, attempts: { totalCount: 10 } });
});

it('sends what failed since an instant again, and what succeeded only when asked', async () => {
  const { client, endpoint, owner, path } = await partner('/since');
  await publish(graph, owner, { text: 'Before' });
  await graph.jobs.drain();
  graph.clock.advance(60_000);
  const since = new Date(graph.clock.now()).toISOString();
  await publish(graph, owner, { text: 'Succeeded' });
  await graph.jobs.drain();
  receiver.answer(path, ...failing(8));
  await publish(graph, owner, { text: 'Failed' });
  await graph.jobs.drain();

  const seen = () => receiver.at(path).map(({ body }) => (JSON.parse(body) as { data: { text: string } }).data.text);
  const before = seen().length;
  expect((await client.ask(ReplayWebhookDeliveriesDocument, { input: { endpointId: endpoint.id, since } })).replayWebhookDeliveries).toEqual({ replayed: 1, continueAfter: null });
  await graph.jobs.drain();
  expect(seen().slice(before)).toEqual(['Failed']);
  expect((await client.ask(ReplayWebhookDeliveriesDocument, { input: { endpointId: endpoint.id, since, includeSucceeded: true } })).replayWebhookDeliveries.replayed).toBe(2);
  await graph.jobs.drain();
  expect(seen().slice(before + 1).toSorted()).toEqual(['Failed', 'Succeeded']);
});

it('replays at most 100 at a time and says where to go on', async () => {
  const { client, endpoint, owner, path } = await partner('/many');
  for (let published = 0; published < 103; published += 1) await publish(graph, owner);
  await graph.jobs.drain();
  const replay = async (after?: string | null) => (await client.ask(ReplayWebhookDeliveriesDocument, { input: { endpointId: endpoint.id, since: new Date(0).toISOString(), includeSucceeded: true, after } })).replayWebhookDeliveries;
  const first = await replay();
  expect(first.replayed).toBe(100);
  expect(await replay(first.continueAfter)).toEqual({ replayed: 3, continueAfter: null });
  await graph.jobs.drain();
  expect(receiver.at(path)).toHaveLength(206);
  expect(new Set(idsAt(path)).size).toBe(103);
});

it('sends an example whatever the filter, once for a key', async () => {
  const { client, endpoint, path } = await partner('/example');
  const send = async () => (await client.ask(SendWebhookTestEventDocument, { endpointId: endpoint.id }, { 'Idempotency-Key': 'test' })).sendWebhookTestEvent;
  const [first, second] = [await send(), await send()];
  expect(second.id).toBe(first.id);
  await graph.jobs.drain();
  const [message] = receiver.at(path);
  expect(message && verified(graph, endpoint.secret, message)).toMatchObject({ type: 'webhooks.test', data: { endpointId: endpoint.id } });
  expect(receiver.at(path)).toHaveLength(1);
});

it('shows its log in pages for a number of statements that does not grow', async () => {
  const { client, endpoint, owner } = await partner('/log');
  const page = async (first: number, after?: string) => (await client.ask(WebhookDeliveriesDocument, { endpointId: endpoint.id, first, after })).webhookDeliveries;
  const statements = async (first: number) => {
    const counter = graph.countStatements('notifications');
    await page(first);
    counter.stop();
    return counter.count;
  };
  await publish(graph, owner);
  await graph.jobs.drain();
  const one = await statements(20);
  for (let published = 0; published < 6; published += 1) await publish(graph, owner);
  await graph.jobs.drain();
  expect(await statements(20)).toEqual(one);

  const start = await page(4);
  const rest = await page(4, start.pageInfo.endCursor ?? '');
  expect([start.nodes.length, rest.nodes.length, rest.pageInfo.hasNextPage]).toEqual([4, 3, false]);
  expect(new Set([...start.nodes, ...rest.nodes].map(({ id }) => id)).size).toBe(7);
  expect(await client.refusal(WebhookDeliveriesDocument, { endpointId: endpoint.id, first: 101 })).toBe('PAGE_SIZE_OUT_OF_RANGE');
});
