import { dumpTables } from '@sangam/kit/testing/dump-tables';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import {
  NotificationDeliveriesDocument, SubscribeToWebPushDocument, UnsubscribeFromWebPushDocument, UpdateNotificationPreferencesDocument, WebPushKeyDocument, WebPushSubscriptionsDocument,
} from '@sangam/schema/typed/operations';
import { tellInApp } from '../deliveries/mails.fixture';
import { browserInput, startPushService, type PushService } from './browser.fixture';

let service: PushService;
let graph: TestGraph;

beforeAll(async () => {
  service = await startPushService();
  graph = await startGraph({ subgraphs: ['identity'], environment: service.environment });
});
afterAll(async () => {
  await graph.stop();
  await service.close();
});

async function reader() {
  const { id } = await graph.person();
  return { id, client: graph.asUser({ userId: id }) };
}
type Reader = Awaited<ReturnType<typeof reader>>;
const subscribe = async ({ client }: Reader, input: ReturnType<typeof browserInput>) => (await client.ask(SubscribeToWebPushDocument, { input })).subscribeToWebPush.id;
const browsers = async ({ client }: Reader) => (await client.ask(WebPushSubscriptionsDocument, {})).webPushSubscriptions.map(({ id }) => id);
const shownAt = (path: string) => service.shown.filter((push) => push.path === path).map(({ text }) => JSON.parse(text) as Record<string, unknown>);
const pushes = async ({ id }: Reader) => (await graph.asAdmin().ask(NotificationDeliveriesDocument, { filter: { userId: id, channels: ['PUSH'] } })).notificationDeliveries.nodes;

it('shows what is told in the apps in all browsers of the person, readable for them only', async () => {
  const asha = await reader();
  for (const path of ['/asha/1', '/asha/2']) await subscribe(asha, service.browser(path));
  await tellInApp(graph, asha.id, { message: 'Your consultation begins', actionUrl: 'https://app.example/c/1' });

  for (const path of ['/asha/1', '/asha/2']) expect(shownAt(path)).toMatchObject([{ title: 'A message for you', body: expect.stringContaining('Your consultation begins'), actionUrl: 'https://app.example/c/1' }]);
  const { webPushKey } = await asha.client.ask(WebPushKeyDocument, {});
  expect(service.shown[0]?.authorization).toMatch(new RegExp(`^vapid t=[\\w-]+\\.[\\w-]+\\.[\\w-]+, k=${webPushKey}$`));
  expect((await pushes(asha)).map(({ state }) => state)).toEqual(['SENT', 'SENT']);
});

it('keeps the secrets of browsers and the private key sealed', async () => {
  const asha = await reader();
  const input = service.browser('/sealed');
  await subscribe(asha, input);
  expect(JSON.stringify(await dumpTables(graph.context('notifications')))).not.toContain(input.auth);
});

it('tries again later, and forgets a browser that is gone', async () => {
  const asha = await reader();
  const id = await subscribe(asha, service.browser('/late'));
  service.answer(503, 429);
  await tellInApp(graph, asha.id, { message: 'Late' });
  expect(shownAt('/late')).toHaveLength(1);
  expect(await browsers(asha)).toEqual([id]);

  service.answer(410);
  await tellInApp(graph, asha.id, { message: 'Gone' });
  expect(await browsers(asha)).toEqual([]);
  expect((await pushes(asha)).map(({ state, attempts }) => [state, attempts]).toSorted()).toEqual([['FAILED', 1], ['SENT', 3]]);
});

it('shows nothing that the person does not want in browsers, nor in one that was taken out or is somebody else\'s now', async () => {
  const [asha, ravi] = [await reader(), await reader()];
  const [kept, taken] = [service.browser('/kept'), service.browser('/taken')];
  await subscribe(asha, kept);
  const id = await subscribe(asha, taken);
  expect(await ravi.client.refusal(UnsubscribeFromWebPushDocument, { id })).toBe('NOT_FOUND');
  expect(await asha.client.ask(UnsubscribeFromWebPushDocument, { id })).toEqual({ unsubscribeFromWebPush: id });
  await subscribe(ravi, kept);
  await tellInApp(graph, asha.id, { message: 'For Asha' });
  expect([...shownAt('/kept'), ...shownAt('/taken')]).toEqual([]);

  await ravi.client.ask(UpdateNotificationPreferencesDocument, { input: { categories: [{ category: 'MESSAGES', channel: 'PUSH', enabled: false }] } });
  await tellInApp(graph, ravi.id, { message: 'For Ravi' });
  expect(shownAt('/kept')).toEqual([]);
  expect((await pushes(ravi)).map(({ state }) => state)).toEqual(['SUPPRESSED']);
});

it.each([
  ['an address inside the network', { endpoint: 'http://169.254.169.254/latest' }, 'URL_NOT_ALLOWED'], ['an address of this machine', { endpoint: 'https://localhost/push' }, 'URL_NOT_ALLOWED'],
  ['a key that is none', { p256dh: 'short' }, 'BAD_USER_INPUT'], ['a secret that is none', { auth: 'short' }, 'BAD_USER_INPUT'],
])('takes no browser with %s', async (_case, change, code) => {
  const asha = await reader();
  expect(await asha.client.refusal(SubscribeToWebPushDocument, { input: { ...browserInput('https://push.example.com/x'), ...change } })).toBe(code);
  expect(await browsers(asha)).toEqual([]);
});

it('takes ten browsers of a person', async () => {
  const asha = await reader();
  for (let browser = 0; browser < 10; browser += 1) await subscribe(asha, browserInput(`https://push.example.com/${browser}`));
  expect(await asha.client.refusal(SubscribeToWebPushDocument, { input: browserInput('https://push.example.com/11') })).toBe('QUOTA_EXCEEDED');
  expect(await browsers(asha)).toHaveLength(10);
});
