import { transaction } from '@sangam/kit/database/run-transaction';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { statusChanged } from '@sangam/schema/events/notifications';
import { NotificationEventsDocument } from '@sangam/schema/typed/operations';
import { askForMail, tellInApp } from '../deliveries/mails.fixture';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(() => graph.stop());

it('tells a person of entries in the feed, alerts, statuses and mails, and nobody else', async () => {
  const [asha, ravi] = [await graph.person(), await graph.person()];
  const stream = await graph.asUser({ userId: asha.id }).subscribe(NotificationEventsDocument, {});
  const other = await graph.asUser({ userId: ravi.id }).subscribe(NotificationEventsDocument, {});
  const next = async () => (await stream.next()).notificationEvents;

  const id = await tellInApp(graph, asha.id, { message: 'Hello', actionUrl: 'https://app.example/a' });
  expect(await next()).toMatchObject({ __typename: 'FeedNotificationReceived', notification: { id, title: 'A message for you', body: expect.stringContaining('Hello'), actionUrl: 'https://app.example/a' } });

  await tellInApp(graph, asha.id, { message: 'Nearly full', severity: 'WARNING' });
  expect(await next()).toMatchObject({ __typename: 'NotificationAlertTriggered', notification: { severity: 'WARNING', body: expect.stringContaining('Nearly full') } });

  const ctx = graph.context('identity');
  const changedAt = graph.clock.now();
  await transaction(ctx, (tx) => tx.record(statusChanged, { aggregateId: 'order-1', aggregateVersion: 1, payload: { userIds: [asha.id], resourceType: 'ORDER', resourceId: 'order-1', status: 'PAID', changedAt } }));
  await graph.jobs.drain();
  expect(await next()).toEqual({ __typename: 'ResourceStatusUpdated', resource: { id: 'order-1', type: 'ORDER' }, status: 'PAID', changedAt: new Date(changedAt).toISOString() });

  await askForMail(graph, { userId: asha.id, to: asha.email, secrets: { link: 'https://app.example/verify-email?token=a.b' } });
  await graph.jobs.drain();
  expect(await next()).toMatchObject({ __typename: 'NotificationEmailSent', recipient: asha.email, subject: 'Confirm your address' });

  expect(other.waiting).toBe(0);
  await tellInApp(graph, ravi.id, { message: 'For Ravi' });
  expect((await other.next()).notificationEvents).toMatchObject({ notification: { body: expect.stringContaining('For Ravi') } });
  await Promise.all([stream.close(), other.close()]);
});
