import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import {
  FeedNotificationsDocument, LoginDocument, MarkAllNotificationsReadDocument, NotificationEventsDocument, NotificationPreferencesDocument, SendUserNotificationDocument,
  UnreadNotificationCountDocument, UpdateMyProfileDocument, UpdateNotificationPreferencesDocument, type SendUserNotificationInput,
} from '@sangam/schema/typed/operations';
import { startPostOffice, type PostOffice } from './post-office.fixture';

const PUBLIC_URL = 'https://api.sangam.example';
const SUBJECT = 'आपके लिए एक संदेश';
const NEW_DEVICE = 'नए उपकरण से साइन इन';
let post: PostOffice;
let graph: TestGraph;

beforeAll(async () => {
  post = await startPostOffice();
  graph = await startGraph({ subgraphs: ['identity'], environment: { ...post.environment, PUBLIC_URL } });
});
afterAll(async () => {
  await graph.stop();
  await post.close();
});

/** Somebody who reads Hindi, and what has come to her. */
async function asha() {
  const person = await graph.person({ displayName: 'Asha Rao' });
  const { client } = await person.signIn();
  await client.ask(UpdateMyProfileDocument, { input: { locale: 'hi' } });
  const write = async (channel: SendUserNotificationInput['channel'], message: string) => {
    await graph.asAdmin().ask(SendUserNotificationDocument, { input: { userId: person.id, channel, message } });
    await graph.jobs.drain();
  };
  const subjects = () => post.received(person.email).map(({ subject }) => subject);
  const messagesByMail = async () =>
    (await client.ask(NotificationPreferencesDocument, {})).notificationPreferences.categories.find(({ category, channel }) => category === 'MESSAGES' && channel === 'EMAIL')?.enabled;
  return { ...person, client, write, subjects, messagesByMail, unread: async () => (await client.ask(UnreadNotificationCountDocument, {})).unreadNotificationCount };
}
type Asha = Awaited<ReturnType<typeof asha>>;

const signInElsewhere = async ({ email, password }: Asha) => {
  await graph.anonymous().ask(LoginDocument, { input: { email, password } }, { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'x-device-id': 'elsewhere' });
  await graph.jobs.drain();
};

it('what an administrator writes reaches the open app, the feed and the mailbox in the person\'s language, until it is read', async () => {
  const person = await asha();
  const live = await person.client.subscribe(NotificationEventsDocument, {});

  await person.write('IN_APP', 'आपकी कुंडली तैयार है।');
  expect((await live.next()).notificationEvents).toMatchObject({ __typename: 'FeedNotificationReceived', notification: { title: SUBJECT, body: expect.stringContaining('आपकी कुंडली तैयार है।') } });
  await person.write('IN_APP', 'और एक बात।');
  expect((await live.next()).notificationEvents).toMatchObject({ __typename: 'FeedNotificationReceived' });
  await person.write('EMAIL', 'आपके काग़ज़ जाँच लिए गए हैं।');
  expect((await live.next()).notificationEvents).toMatchObject({ __typename: 'NotificationEmailSent', recipient: person.email, subject: SUBJECT });
  await live.close();

  const [mail] = post.received(person.email);
  expect([mail?.subject, mail?.text]).toEqual([SUBJECT, expect.stringMatching(/^आपके काग़ज़ जाँच लिए गए हैं।\s+यह संदेश हमारी टीम ने आपको भेजा है।/)]);
  expect(await person.unread()).toBe(2);
  await person.client.ask(MarkAllNotificationsReadDocument, {});
  expect(await person.unread()).toBe(0);
  const feed = (await person.client.ask(FeedNotificationsDocument, {})).feedNotifications.nodes;
  expect(feed.map(({ unread, title }) => [unread, title])).toEqual([[false, SUBJECT], [false, SUBJECT]]);
});

it('whoever wants no messages by mail gets none, but still hears of a sign-in from a new device, and the feed goes on', async () => {
  const person = await asha();
  await person.client.ask(UpdateNotificationPreferencesDocument, { input: { categories: [{ category: 'MESSAGES', channel: 'EMAIL', enabled: false }] } });

  await person.write('EMAIL', 'Nobody reads this.');
  await person.write('IN_APP', 'This is read.');
  await signInElsewhere(person);

  expect(person.subjects()).toEqual([NEW_DEVICE]);
  expect(await person.unread()).toBe(1);
  expect(await person.client.refusal(UpdateNotificationPreferencesDocument, { input: { categories: [{ category: 'SECURITY', channel: 'EMAIL', enabled: false }] } })).toBe('BAD_USER_INPUT');
});

it('the link in a mail ends such mails with one click of a mail program that nobody has signed in', async () => {
  const person = await asha();
  await person.write('EMAIL', 'The first and the last one.');
  const [mail] = post.received(person.email);
  const link = /^<(.+)>$/.exec(mail?.header('list-unsubscribe') ?? '')?.[1] ?? '';
  expect(mail?.text).toContain(link);
  expect([link.startsWith(`${PUBLIC_URL}/`), mail?.header('list-unsubscribe-post')]).toEqual([true, 'List-Unsubscribe=One-Click']);

  const clicked = await graph.anonymous().http(link.replace(PUBLIC_URL, ''), { method: 'POST', body: mail?.header('list-unsubscribe-post') ?? '', headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  expect([clicked.status, await person.messagesByMail()]).toEqual([200, false]);

  await person.write('EMAIL', 'Not sent.');
  await signInElsewhere(person);
  expect(person.subjects()).toEqual([SUBJECT, NEW_DEVICE]);
});
