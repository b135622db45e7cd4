import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
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
  const { id, email } = await graph.person();
  const client = graph.asUser({ userId: id });
  return { id, email, client, path, owner: { ownerType: 'USER', ownerId: id } as const, endpoint: await createEndpoint(client, `${receiver.url}${path}`) };
}

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
