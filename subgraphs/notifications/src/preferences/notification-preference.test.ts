import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { NotificationDeliveriesDocument, NotificationPreferencesDocument, SendUserNotificationDocument, UpdateNotificationPreferencesDocument } from '@sangam/schema/typed/operations';
import { askForMail } from '../deliveries/mails.fixture';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(() => graph.stop());

async function reader() {
  const { id, email } = await graph.person();
  return { id, email, client: graph.asUser({ userId: id }) };
}
type Reader = Awaited<ReturnType<typeof reader>>;

const decide = async ({ client }: Reader, input: object) => (await client.ask(UpdateNotificationPreferencesDocument, { input })).updateNotificationPreferences;
const preferences = async ({ client }: Reader) => (await client.ask(NotificationPreferencesDocument, {})).notificationPreferences;
const tell = async ({ id }: Reader, channel: 'EMAIL' | 'SMS' | 'IN_APP' = 'EMAIL') => {
  const input = { userId: id, channel, message: 'Hello', ...(channel === 'SMS' && { phone: '+919876543210' }) };
  await graph.asAdmin().ask(SendUserNotificationDocument, { input });
};
const states = async ({ id }: Reader) => (await graph.asAdmin().ask(NotificationDeliveriesDocument, { filter: { userId: id }, first: 100 })).notificationDeliveries.nodes.map(({ state }) => state);
const mailsTo = async ({ email }: Reader) => (await graph.mails()).filter(({ to }) => to === email).length;
/** Moves to the next time that it is this late in India. */
const moveTo = (hour: number, minute: number) => {
  const local = (graph.clock.now() + 5.5 * HOUR) % (24 * HOUR);
  graph.clock.advance((hour * HOUR + minute * MINUTE - local + 24 * HOUR) % (24 * HOUR));
};

describe('preferences', () => {
  it('are all on at first, and keep what a change does not name', async () => {
    const asha = await reader();
    const first = await preferences(asha);
    expect(first).toMatchObject({ emailEnabled: true, smsEnabled: true, quietHours: null });
    expect(first.categories).toHaveLength(24);
    expect(first.categories.every(({ enabled }) => enabled)).toBe(true);
    expect(new Set(first.categories.filter(({ mandatory }) => mandatory).map(({ category }) => category))).toEqual(new Set(['SECURITY', 'ACCOUNT']));

    await Promise.all([decide(asha, { emailEnabled: false }), decide(asha, { smsEnabled: false }), decide(asha, { quietHours: { from: '22:00', to: '07:00:00' } }), decide(asha, { categories: [{ category: 'NEWS', channel: 'IN_APP', enabled: false }] })]);
    const changed = await preferences(asha);
    expect(changed).toMatchObject({ emailEnabled: false, smsEnabled: false, quietHours: { from: '22:00', to: '07:00' } });
    expect(changed.categories.filter(({ enabled }) => !enabled)).toEqual([{ category: 'NEWS', channel: 'IN_APP', enabled: false, mandatory: false }]);

    expect(await decide(asha, { emailEnabled: null, quietHours: null, categories: null })).toMatchObject({ emailEnabled: true, smsEnabled: false, quietHours: null });
    expect(await preferences(await reader())).toEqual(first);
  });

  it.each<[string, object, string]>([
    ['a mandatory category to be switched off', { categories: [{ category: 'NEWS', channel: 'EMAIL', enabled: false }, { category: 'SECURITY', channel: 'EMAIL', enabled: false }] }, 'input.categories.1.enabled'],
    ['quiet hours without length', { quietHours: { from: '22:00', to: '22:00:30' } }, 'input.quietHours.to'],
    ['too many decisions', { categories: Array.from({ length: 51 }, () => ({ category: 'NEWS', channel: 'EMAIL', enabled: false })) }, 'input.categories'],
  ])('do not take %s', async (_case, input, path) => {
    const asha = await reader();
    const before = await preferences(asha);
    const { errors } = await asha.client.run(UpdateNotificationPreferencesDocument, { input });

    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] });
    expect(await preferences(asha)).toEqual(before);
  });

  it('hold back what a person does not want, over each channel, and nothing that is mandatory', async () => {
    const asha = await reader();
    await decide(asha, { emailEnabled: false, smsEnabled: false, categories: [{ category: 'MESSAGES', channel: 'IN_APP', enabled: false }] });
    for (const channel of ['EMAIL', 'SMS', 'IN_APP'] as const) await tell(asha, channel);
    await askForMail(graph, { userId: asha.id, to: asha.email, template: 'identity.password-changed', secrets: undefined });
    await graph.jobs.drain();

    expect((await states(asha)).toSorted()).toEqual(['SENT', 'SUPPRESSED', 'SUPPRESSED', 'SUPPRESSED']);
    expect(await mailsTo(asha)).toBe(1);

    await decide(asha, { emailEnabled: true, categories: [{ category: 'MESSAGES', channel: 'EMAIL', enabled: false }] });
    await tell(asha);
    await graph.jobs.drain();
    expect(await mailsTo(asha)).toBe(1);
    await decide(asha, { categories: [{ category: 'MESSAGES', channel: 'EMAIL', enabled: true }] });
    await tell(asha);
    await graph.jobs.drain();
    expect(await mailsTo(asha)).toBe(2);
  });
});

describe('quiet hours', () => {
  it('let a mail of half past eleven at night wait until seven, once; codes and the feed do not wait', async () => {
    const asha = await reader();
    await decide(asha, { quietHours: { from: '22:00', to: '07:00' } });
    moveTo(23, 30);
    const begun = graph.clock.now();
    await tell(asha);
    await tell(asha, 'IN_APP');
    await askForMail(graph, { userId: asha.id, to: asha.email });
    await graph.jobs.drain({ until: begun + 7 * HOUR });
    expect(await mailsTo(asha)).toBe(1);
    expect((await states(asha)).toSorted()).toEqual(['QUEUED', 'SENT', 'SENT']);

    await graph.jobs.drain();

    expect(await mailsTo(asha)).toBe(2);
    expect(graph.clock.now()).toBe(begun + 7.5 * HOUR);
    const { notificationDeliveries } = await graph.asAdmin().ask(NotificationDeliveriesDocument, { filter: { userId: asha.id, channels: ['EMAIL'], templateKey: 'notifications.admin-message' } });
    expect(notificationDeliveries.nodes).toMatchObject([{ state: 'SENT', attempts: 1, sentAt: new Date(begun + 7.5 * HOUR).toISOString() }]);
  });

  it('let what waits be switched off', async () => {
    const asha = await reader();
    await decide(asha, { quietHours: { from: '22:00', to: '07:00' } });
    moveTo(1, 0);
    await tell(asha);
    await graph.jobs.drain({ until: graph.clock.now() + HOUR });
    await decide(asha, { emailEnabled: false });
    await graph.jobs.drain();

    expect(await states(asha)).toEqual(['SUPPRESSED']);
    expect(await mailsTo(asha)).toBe(0);
  });
});

it('sends at most thirty an hour to one recipient, also of those asked for at a time; codes are not counted', async () => {
  const asha = await reader();
  moveTo(12, 0);
  await Promise.all(Array.from({ length: 40 }, () => tell(asha)));
  for (let code = 0; code < 3; code += 1) await askForMail(graph, { userId: asha.id, to: asha.email });
  await graph.jobs.drain();
  expect(await mailsTo(asha)).toBe(33);
  expect((await states(asha)).filter((state) => state === 'SUPPRESSED')).toHaveLength(10);

  graph.clock.advance(HOUR);
  await tell(asha);
  await graph.jobs.drain();
  expect(await mailsTo(asha)).toBe(34);
});
