import { transaction } from '@sangam/kit/database/run-transaction';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { ReplayWebhookDeliveryDocument, SendWebhookTestEventDocument, UpdateWebhookEndpointDocument, WebhookEndpointDocument } from '@sangam/schema/typed/operations';
import { WebhookEndpoint } from '../webhook-endpoints/webhook-endpoint.entity';
import { createEndpoint, deliveries, publish, startWebhookReceiver, type WebhookReceiver } from '../webhook-endpoints/webhook-receiver.fixture';

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
  const { id, email } = await graph.person();
  const client = graph.asUser({ userId: id });
  const endpoint = await createEndpoint(client, `${receiver.url}${path}?token=of-the-partner`);
  return { client, email, path: `${path}?token=of-the-partner`, owner: { ownerType: 'USER', ownerId: id } as const, endpointId: endpoint.id };
}
type Partner = Awaited<ReturnType<typeof partner>>;
const shown = async ({ client, endpointId }: Partner) => (await client.ask(WebhookEndpointDocument, { id: endpointId })).webhookEndpoint;
const mailsTo = async ({ email }: Partner) => (await graph.mails()).filter(({ to }) => to === email);
const failing = (count: number) => Array.from({ length: count }, () => 500);

/** One message a day, as long as it takes. */
async function publishDaily({ owner }: Partner, days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    await publish(graph, owner);
    await graph.jobs.drain({ until: graph.clock.now() + DAY_MS });
  }
}

it('ends after five days without a success, with one mail to its owner', async () => {
  const partnerDown = await partner('/dead');
  receiver.answer(partnerDown.path, ...failing(200));
  await publishDaily(partnerDown, 4);
  expect(await shown(partnerDown)).toMatchObject({ enabled: true, failingSince: expect.anything() });
  expect(await mailsTo(partnerDown)).toEqual([]);

  await publishDaily(partnerDown, 3);
  await graph.jobs.drain();
  expect(await shown(partnerDown)).toMatchObject({ enabled: false, disabledReason: 'FAILING' });
  const mails = await mailsTo(partnerDown);
  expect(mails).toMatchObject([{ subject: 'A webhook endpoint was disabled', text: expect.stringContaining(`${receiver.url}/dead`) }]);
  expect(mails[0]?.text).not.toContain('of-the-partner');
});

it('begins its five days anew with each success', async () => {
  const flaky = await partner('/flaky');
  receiver.answer(flaky.path, ...failing(8));
  await publishDaily(flaky, 3);
  expect((await shown(flaky)).failingSince).toBeNull();
  receiver.answer(flaky.path, ...failing(60));
  await publishDaily(flaky, 3);
  expect(await shown(flaky)).toMatchObject({ enabled: true, failingSince: expect.anything() });
  receiver.answer(flaky.path);
  await graph.jobs.drain();
});

it('ends at once when it is gone, and keeps what happens then', async () => {
  const gone = await partner('/gone');
  receiver.answer(gone.path, 410);
  await publish(graph, gone.owner);
  await graph.jobs.drain();
  expect(await shown(gone)).toMatchObject({ enabled: false, disabledReason: 'GONE' });
  expect(await mailsTo(gone)).toMatchObject([{ text: expect.stringContaining('410 Gone') }]);

  await publish(graph, gone.owner);
  await graph.jobs.drain();
  expect(receiver.at(gone.path)).toHaveLength(1);
  const [skipped, failed] = await deliveries(gone.client, gone.endpointId);
  expect([skipped?.state, failed?.state]).toEqual(['SKIPPED', 'FAILED']);
  expect(await gone.client.refusal(ReplayWebhookDeliveryDocument, { id: skipped?.id ?? '' })).toBe('INVALID_STATE');
  expect(await gone.client.refusal(SendWebhookTestEventDocument, { endpointId: gone.endpointId })).toBe('INVALID_STATE');

  const { updateWebhookEndpoint: enabled } = await gone.client.ask(UpdateWebhookEndpointDocument, { input: { id: gone.endpointId, enabled: true } });
  expect(enabled).toMatchObject({ enabled: true, disabledReason: null, failingSince: null });
  await gone.client.ask(ReplayWebhookDeliveryDocument, { id: skipped?.id ?? '' });
  await graph.jobs.drain();
  expect(receiver.at(gone.path)[1]?.headers['webhook-id']).toBe(skipped?.messageId);
});

it('skips what waits when its owner switches it off', async () => {
  const off = await partner('/off');
  await publish(graph, off.owner);
  receiver.answer(off.path, 500);
  await graph.jobs.drain({ until: graph.clock.now() + 1_000 });
  await off.client.ask(UpdateWebhookEndpointDocument, { input: { id: off.endpointId, enabled: false } });
  await graph.jobs.drain();
  expect(await shown(off)).toMatchObject({ enabled: false, disabledReason: 'OWNER' });
  expect(await deliveries(off.client, off.endpointId)).toMatchObject([{ state: 'SKIPPED', attemptCount: 1, nextAttemptAt: null }]);
  expect(await mailsTo(off)).toEqual([]);
});

it.each(['https://10.0.0.8/', 'http://169.254.169.254/latest', 'https://[::1]/'])('does not send to an address that is not public any more: %s', async (url) => {
  const moved = await partner(`/rebound/${encodeURIComponent(url)}`);
  await transaction(graph.context('notifications'), (tx) => tx.update(WebhookEndpoint, { id: moved.endpointId }, { url }));
  await publish(graph, moved.owner);
  await graph.jobs.drain();
  const [delivery] = await deliveries(moved.client, moved.endpointId);
  expect(delivery).toMatchObject({ state: 'FAILED', attemptCount: 8 });
  expect(delivery?.attempts.nodes[0]).toMatchObject({ responseStatus: null, failure: 'URL_NOT_ALLOWED' });
});
