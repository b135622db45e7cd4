import { findMany } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { startSmtpSink, type SmtpSink } from '@sangam/kit/testing/smtp-sink';
import { NotificationDeliveriesDocument, RetryNotificationDeliveryDocument } from '@sangam/schema/typed/operations';
import { FeedNotification } from '../feed/feed-notification.entity';
import { askForMail, deliveriesOf, tellInApp } from './mails.fixture';
import { NotificationDelivery } from './notification-delivery.entity';
import { NotificationDeliveryState } from './notification-delivery-state';

const DAY = 24 * 3_600_000;
let sink: SmtpSink;
let graph: TestGraph;

beforeAll(async () => {
  sink = await startSmtpSink();
  graph = await startGraph({ subgraphs: ['identity'], environment: { SMTP_URL: sink.url, NOTIFICATION_RETENTION: '12d' } });
});
afterAll(async () => {
  await graph.stop();
  await sink.close();
});

const admin = () => graph.asAdmin();
const list = async (variables: Parameters<ReturnType<typeof admin>['ask']>[1]) => (await admin().ask(NotificationDeliveriesDocument, variables as object)).notificationDeliveries;
const sentTo = (address: string) => sink.mails.filter(({ to }) => to.includes(address));

async function failed() {
  sink.refuse(true);
  const request = await askForMail(graph);
  await graph.jobs.drain();
  sink.refuse(false);
  const [delivery] = await deliveriesOf(graph, request.key);
  return { ...request, id: delivery?.id ?? '' };
}

describe('the queue', () => {
  it('is listed newest first, filtered, a page at a time, with the person', async () => {
    const { id: userId, displayName, email } = await graph.person({ displayName: 'Asha' });
    for (let mail = 0; mail < 3; mail += 1) {
      await askForMail(graph, { userId, to: email });
      await graph.jobs.drain();
      graph.clock.advance(1_000);
    }
    await tellInApp(graph, userId, { message: 'Hello' });

    const first = await list({ filter: { userId }, first: 2 });
    expect(first).toMatchObject({ totalCount: 4, nodes: [{ channel: 'IN_APP', recipient: userId }, { channel: 'EMAIL', state: 'SENT', recipient: email, user: { id: userId, displayName } }] });
    expect((await list({ filter: { userId }, first: 2, after: first.pageInfo.endCursor })).nodes).toHaveLength(2);
    expect((await list({ filter: { userId, channels: ['IN_APP'] } })).nodes).toHaveLength(1);
    expect((await list({ filter: { userId, templateKey: 'identity.email-verification' } })).nodes).toHaveLength(3);
    expect((await list({ filter: { userId, states: ['FAILED', 'QUEUED'] } })).nodes).toEqual([]);
    const [newest] = first.nodes;
    expect((await list({ filter: { userId, createdTo: newest?.createdAt } })).nodes).toHaveLength(3);
    expect((await list({ filter: { userId, createdFrom: newest?.createdAt } })).nodes).toHaveLength(1);
  });

  it('reads a page in as many statements whatever its length', async () => {
    for (let mail = 0; mail < 6; mail += 1) await askForMail(graph);
    await graph.jobs.drain();
    const statementsFor = async (first: number) => {
      const counter = graph.countStatements('notifications');
      expect((await list({ first })).nodes).toHaveLength(first);
      counter.stop();
      return counter.count;
    };
    expect(await statementsFor(6)).toBe(await statementsFor(1));
  });
});

describe('what was given up', () => {
  it('is sent once when it is retried, however often at a time', async () => {
    const { id, to } = await failed();
    expect((await list({ filter: { states: ['FAILED'] } })).nodes).toMatchObject([{ id, attempts: 12, lastError: expect.stringContaining('451') }]);

    const outcomes = await Promise.all(Array.from({ length: 5 }, () => admin().run(RetryNotificationDeliveryDocument, { id })));
    await graph.jobs.drain();

    expect(outcomes.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    expect(new Set(outcomes.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code)))).toEqual(new Set(['INVALID_STATE']));
    expect(sentTo(to)).toHaveLength(1);
    expect(await admin().refusal(RetryNotificationDeliveryDocument, { id })).toBe('INVALID_STATE');
    expect(await admin().refusal(RetryNotificationDeliveryDocument, { id: 'x' })).toBe('NOT_FOUND');
  });

  it('keeps its secrets for a day', async () => {
    const { id, key, to } = await failed();
    await graph.jobs.drain({ until: graph.clock.now() + 3 * DAY });
    expect(await deliveriesOf(graph, key)).toMatchObject([{ state: 'FAILED', sealedSecrets: null }]);

    await admin().ask(RetryNotificationDeliveryDocument, { id });
    await graph.jobs.drain();
    expect(await deliveriesOf(graph, key)).toMatchObject([{ state: 'FAILED', attempts: 1, lastError: expect.stringContaining('undefined variable') }]);
    expect(sentTo(to)).toEqual([]);
  });
});

it('gives up what was lost on its way, and removes what is old', async () => {
  const ctx = graph.context('notifications');
  const { key } = await askForMail(graph);
  await graph.jobs.drain();
  await transaction(ctx, (tx) => tx.update(NotificationDelivery, { key }, { state: NotificationDeliveryState.QUEUED }));
  const { id: userId } = await graph.person();
  await tellInApp(graph, userId, { message: 'Old' });

  await graph.jobs.drain({ until: graph.clock.now() + 9 * DAY });
  expect(await deliveriesOf(graph, key)).toMatchObject([{ state: 'FAILED', lastError: 'It was lost on its way.' }]);

  await graph.jobs.drain({ until: graph.clock.now() + 5 * DAY });
  expect(await findMany(ctx, NotificationDelivery, { where: {} })).toEqual([]);
  expect(await findMany(ctx, FeedNotification, { where: { userId } })).toHaveLength(1);
});
