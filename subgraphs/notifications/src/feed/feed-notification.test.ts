import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import {
  FeedNotificationsDocument, FeedNotificationTitlesDocument, MarkAllNotificationsReadDocument, MarkNotificationReadDocument, UnreadNotificationCountDocument,
} from '@sangam/schema/typed/operations';
import { tellInApp } from '../deliveries/mails.fixture';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(() => graph.stop());

async function reader() {
  const { id } = await graph.person();
  return { id, client: graph.asUser({ userId: id }) };
}
const unread = async ({ client }: Awaited<ReturnType<typeof reader>>) => (await client.ask(UnreadNotificationCountDocument, {})).unreadNotificationCount;

it('lists what one was told, newest first, a page at a time, with what is unread', async () => {
  const asha = await reader();
  for (const message of ['first', 'second', 'third']) {
    await tellInApp(graph, asha.id, { message, actionUrl: `https://app.example/${message}` });
    graph.clock.advance(1_000);
  }

  const page = (await asha.client.ask(FeedNotificationsDocument, { first: 2 })).feedNotifications;
  expect(page.nodes).toMatchObject([{ body: 'third\n\nThe team wrote this to you.', title: 'A message for you', category: 'MESSAGES', severity: null, actionUrl: 'https://app.example/third', unread: true }, { actionUrl: 'https://app.example/second' }]);
  const rest = (await asha.client.ask(FeedNotificationsDocument, { first: 2, after: page.pageInfo.endCursor })).feedNotifications;
  expect(rest).toMatchObject({ nodes: [{ actionUrl: 'https://app.example/first' }], pageInfo: { hasNextPage: false } });

  await asha.client.ask(MarkNotificationReadDocument, { id: page.nodes[0]?.id ?? '' });
  const { feedNotifications } = await asha.client.ask(FeedNotificationsDocument, { filter: { unread: true } });
  expect(await unread(asha)).toBe(2);
  expect(feedNotifications.nodes.map(({ actionUrl }) => actionUrl)).toEqual(['https://app.example/second', 'https://app.example/first']);
  expect((await asha.client.ask(FeedNotificationsDocument, { filter: { unread: false } })).feedNotifications.nodes).toHaveLength(1);
  expect((await asha.client.ask(FeedNotificationsDocument, { filter: { unread: null } })).feedNotifications.nodes).toHaveLength(3);
});

it('marks one as read once, and all that are left', async () => {
  const asha = await reader();
  const ids: string[] = [];
  for (const message of ['one', 'two', 'three']) ids.push(await tellInApp(graph, asha.id, { message }));
  const mark = async () => (await asha.client.ask(MarkNotificationReadDocument, { id: ids[0] ?? '' })).markNotificationRead;

  const first = await mark();
  graph.clock.advance(60_000);
  expect(first).toMatchObject({ id: ids[0], unread: false });
  expect(await mark()).toEqual(first);
  expect(await unread(asha)).toBe(2);

  const counts = await Promise.all(Array.from({ length: 5 }, () => asha.client.ask(MarkAllNotificationsReadDocument, {})));
  expect(counts.map(({ markAllNotificationsRead }) => markAllNotificationsRead).sort()).toEqual([0, 0, 0, 0, 2]);
  expect(await unread(asha)).toBe(0);
});

it('shows and changes nobody else\'s', async () => {
  const [asha, ravi] = [await reader(), await reader()];
  const id = await tellInApp(graph, asha.id, { message: 'for Asha' });

  expect((await ravi.client.ask(FeedNotificationsDocument, {})).feedNotifications.nodes).toEqual([]);
  expect(await ravi.client.refusal(MarkNotificationReadDocument, { id })).toBe('NOT_FOUND');
  expect(await ravi.client.refusal(MarkNotificationReadDocument, { id: 'no-id' })).toBe('NOT_FOUND');
  await ravi.client.ask(MarkAllNotificationsReadDocument, {});
  expect(await unread(asha)).toBe(1);
  expect(await graph.anonymous().refusal(FeedNotificationsDocument, {})).toBe('UNAUTHENTICATED');
});

it('reads a page in as many statements whatever its length', async () => {
  const asha = await reader();
  for (let told = 0; told < 12; told += 1) await tellInApp(graph, asha.id, { message: String(told) });
  const statementsFor = async (first: number) => {
    const counter = graph.countStatements('notifications');
    expect((await asha.client.ask(FeedNotificationTitlesDocument, { first })).feedNotifications.nodes).toHaveLength(first);
    counter.stop();
    return counter.count;
  };

  expect(await statementsFor(10)).toBe(await statementsFor(1));
});
