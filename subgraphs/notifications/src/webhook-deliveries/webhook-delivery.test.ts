import { transaction } from '@sangam/kit/database/run-transaction';
import { dumpTables } from '@sangam/kit/testing/dump-tables';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { createEndpoint, deliveries, publish, startWebhookReceiver, verified, type WebhookReceiver } from '../webhook-endpoints/webhook-receiver.fixture';
import { WebhookDelivery } from './webhook-delivery.entity';
import { WebhookDeliveryState } from './webhook-delivery-state';

let receiver: WebhookReceiver;
let graph: TestGraph;
const DAY_MS = 24 * 3_600_000;

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
const secondsAt = (path: string) => receiver.at(path).map(({ headers }) => Number(headers['webhook-timestamp']));

it('tells an endpoint what happened, signed by Standard Webhooks', async () => {
  const { client, endpoint, owner, path } = await partner('/first');
  const publishedAt = graph.clock.now();
  await publish(graph, owner, { text: 'Namaste' });
  await graph.jobs.drain();

  const [message] = receiver.at(path);
  expect(message && verified(graph, endpoint.secret, message)).toEqual({ type: 'chat.message.sent', timestamp: new Date(publishedAt).toISOString(), data: { text: 'Namaste' } });
  expect(await deliveries(client, endpoint.id)).toMatchObject([
    { state: 'SUCCEEDED', messageId: message?.headers['webhook-id'], attemptCount: 1, payload: message?.body, attempts: { nodes: [{ number: 1, responseStatus: 200, responseBody: '', failure: null }] } },
  ]);
});

it('tells only endpoints of the owner that ask for the event, each of them once for a key', async () => {
  const { client, owner, path } = await partner('/mine');
  await createEndpoint(client, `${receiver.url}/other-events`, ['identity.*']);
  const foreign = await partner('/foreign');
  const key = await publish(graph, owner);
  await Promise.all([publish(graph, owner, { key }), publish(graph, owner, { key, text: 'Again' })]);
  await graph.jobs.drain();

  expect(receiver.at(path)).toHaveLength(1);
  expect([...receiver.at('/other-events'), ...receiver.at(foreign.path)]).toEqual([]);
});

it('tries again under the same id with a new time and signature', async () => {
  const { client, endpoint, owner, path } = await partner('/flaky');
  receiver.answer(path, 500, { status: 500, body: 'x'.repeat(5_000) }, 200);
  await publish(graph, owner);
  await graph.jobs.drain();

  expect(new Set(idsAt(path)).size).toBe(1);
  expect(new Set(receiver.at(path).map(({ headers }) => headers['webhook-signature'])).size).toBe(3);
  const [delivery] = await deliveries(client, endpoint.id);
  expect(delivery).toMatchObject({ state: 'SUCCEEDED', attemptCount: 3, nextAttemptAt: null, attempts: { totalCount: 3 } });
  expect(delivery?.attempts.nodes.map(({ responseStatus, responseBody }) => [responseStatus, responseBody?.length])).toEqual([[500, 0], [500, 1_024], [200, 0]]);
});

it('gives a message eight tries in 28 hours, with growing pauses', async () => {
  const { client, endpoint, owner, path } = await partner('/down');
  receiver.answer(path, ...Array.from({ length: 9 }, () => 500));
  await publish(graph, owner);
  await graph.jobs.drain();

  const times = secondsAt(path);
  const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const planned = [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000];
  expect(pauses).toHaveLength(planned.length);
  for (const [index, pause] of planned.entries()) {
    expect(pauses[index]).toBeGreaterThanOrEqual(pause - 1);
    expect(pauses[index]).toBeLessThanOrEqual(pause * 1.1 + 1);
  }
  expect(await deliveries(client, endpoint.id)).toMatchObject([{ state: 'FAILED', attemptCount: 8 }]);
});

it.each([['429 with seconds', 429, () => '600'], ['503 with a date', 503, () => new Date(graph.clock.now() + 600_000).toUTCString()]])('waits as long as an endpoint asks for: %s', async (_case, status, wish) => {
  const { owner, path } = await partner(`/wait-${status}`);
  receiver.answer(path, { status, headers: { 'retry-after': wish() } });
  await publish(graph, owner);
  await graph.jobs.drain();
  const [first = 0, second = 0] = secondsAt(path);
  expect(second - first).toBeGreaterThanOrEqual(599);
  expect(second - first).toBeLessThanOrEqual(660);
});

it('does not follow a redirect: it is a failure', async () => {
  const { client, endpoint, owner, path } = await partner('/moved');
  receiver.answer(path, { status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data' } }, 200);
  await publish(graph, owner);
  await graph.jobs.drain();
  const [delivery] = await deliveries(client, endpoint.id);
  expect(delivery?.attempts.nodes.map(({ responseStatus }) => responseStatus)).toEqual([302, 200]);
});

it('gives up a try after 15 seconds without an answer', async () => {
  const { client, endpoint, owner, path } = await partner('/silent');
  receiver.answer(path, 'hang');
  await publish(graph, owner);
  await graph.jobs.drain();
  const [delivery] = await deliveries(client, endpoint.id);
  expect(delivery?.attempts.nodes).toMatchObject([{ responseStatus: null, failure: 'timeout' }, { responseStatus: 200 }]);
  expect(delivery?.attempts.nodes[0]?.durationMs).toBeGreaterThanOrEqual(14_900);
});

it('is sent once however often the event is delivered', async () => {
  const { owner, path } = await partner('/redelivered');
  const key = await publish(graph, owner);
  await graph.jobs.drain();
  expect(await graph.events.redeliver({ type: 'notifications.webhook.published' }, key)).toEqual(['repeated']);
  await graph.jobs.drain();
  expect(receiver.at(path)).toHaveLength(1);
});

it('removes messages and tries when their time is over, and gives up what was lost on its way', async () => {
  const { client, endpoint, owner, path } = await partner('/old');
  await publish(graph, owner);
  await graph.jobs.drain();
  await publish(graph, owner);
  await graph.jobs.drain({ until: graph.clock.now() });
  const [lost] = await deliveries(client, endpoint.id);
  const ctx = graph.context('notifications');
  await transaction(ctx, (tx) => tx.update(WebhookDelivery, { id: lost?.id ?? '' }, { state: WebhookDeliveryState.PENDING, nextAttemptAt: new Date(graph.clock.now() - 8 * DAY_MS), finishedAt: null }));
  await graph.jobs.drain({ until: graph.clock.now() + 2 * DAY_MS });
  expect((await deliveries(client, endpoint.id)).find(({ id }) => id === lost?.id)).toMatchObject({ state: 'FAILED', nextAttemptAt: null });

  graph.clock.advance(91 * DAY_MS);
  await graph.jobs.drain({ until: graph.clock.now() + 2 * DAY_MS });
  expect(await deliveries(client, endpoint.id)).toEqual([]);
  const { webhook_delivery: messages, webhook_attempt: tries } = await dumpTables(ctx);
  expect([messages, tries]).toEqual([[], []]);
  expect(receiver.at(path)).toHaveLength(2);
});
