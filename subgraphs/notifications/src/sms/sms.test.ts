import { newId } from '@sangam/kit/ids/new-id';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { SendSmsDocument } from '@sangam/schema/typed/internal';
import { deliveriesOf } from '../deliveries/mails.fixture';
import { startSmsProvider, type SmsProvider } from './sms-provider.fixture';

let provider: SmsProvider;
let graph: TestGraph;

beforeAll(async () => {
  provider = await startSmsProvider();
  graph = await startGraph({ subgraphs: ['notifications'], environment: { ...provider.environment } });
});
afterAll(async () => {
  await graph.stop();
  await provider.close();
});

async function send(): Promise<string> {
  const key = newId();
  await graph.internal('notifications', SendSmsDocument, { input: { key, to: '+919876543210', message: 'Hello', language: 'en' } });
  await graph.jobs.drain();
  return key;
}

it('is signed over its exact bytes and carries the same key in each try', async () => {
  provider.answer(503, 429);
  const [delivery] = await deliveriesOf(graph, await send());

  expect(delivery).toMatchObject({ state: 'SENT', attempts: 3, recipient: '+919876543210' });
  expect(provider.messages.at(-1)).toMatchObject({ signed: true, body: { to: '+919876543210', text: 'Message from Sangam: Hello' }, headers: { 'webhook-id': delivery?.id, 'idempotency-key': delivery?.id } });
});

it('is given up at once where the provider will not take it', async () => {
  provider.answer(422);
  expect(await deliveriesOf(graph, await send())).toMatchObject([{ state: 'FAILED', attempts: 1, lastError: expect.stringContaining('answered 422') }]);
});

it('is logged without a provider', async () => {
  const bare = await startGraph({ subgraphs: ['notifications'] });
  const key = newId();
  await bare.internal('notifications', SendSmsDocument, { input: { key, to: '+919876543210', message: 'Hello', language: 'en' } });
  await bare.jobs.drain();

  expect(await deliveriesOf(bare, key)).toMatchObject([{ state: 'SENT' }]);
  await bare.stop();
});
