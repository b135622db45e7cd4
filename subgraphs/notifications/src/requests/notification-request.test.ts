import { newId } from '@sangam/kit/ids/new-id';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { SendEmailDocument, SendSmsDocument } from '@sangam/schema/typed/internal';
import { FeedNotificationsDocument, SendUserNotificationDocument } from '@sangam/schema/typed/operations';
import { findMany } from '@sangam/kit/database/read';
import { NotificationDelivery } from '../deliveries/notification-delivery.entity';
import { startSmsProvider, type SmsProvider } from '../sms/sms-provider.fixture';

let provider: SmsProvider;
let graph: TestGraph;

beforeAll(async () => {
  provider = await startSmsProvider();
  graph = await startGraph({ subgraphs: ['identity'], environment: { ...provider.environment, SMS_SENDER: 'SANGAM' } });
});
afterAll(async () => {
  await graph.stop();
  await provider.close();
});

const send = (input: Parameters<typeof request>[0]) => request(input);
const request = async (input: { userId: string; channel: 'EMAIL' | 'SMS' | 'IN_APP'; message: string; phone?: string }, headers = {}) =>
  (await graph.asAdmin().ask(SendUserNotificationDocument, { input }, headers)).sendUserNotification;

describe('an administrator', () => {
  it('writes to a person by mail, text message and into the feed', async () => {
    const { id, email } = await graph.person();

    expect(await send({ userId: id, channel: 'EMAIL', message: 'Your documents are fine <b>now</b>.' })).toMatchObject({ channel: 'EMAIL', state: 'QUEUED', recipient: email });
    expect(await send({ userId: id, channel: 'SMS', message: 'Call us.', phone: '+91 98765-43210' })).toMatchObject({ recipient: '+919876543210' });
    await send({ userId: id, channel: 'IN_APP', message: 'Look here.' });
    await graph.jobs.drain();

    const [mail] = (await graph.mails()).filter(({ to }) => to === email);
    expect(mail).toMatchObject({ subject: 'A message for you', text: 'Your documents are fine <b>now</b>.\n\nThe team wrote this to you.' });
    expect(mail?.html).not.toContain('<b>');
    expect(provider.messages.map(({ body }) => body)).toEqual([{ to: '+919876543210', from: 'SANGAM', text: 'Call us.\nThe team wrote this to you.' }]);
    expect((await graph.asUser({ userId: id }).ask(FeedNotificationsDocument, {})).feedNotifications.nodes).toMatchObject([{ body: expect.stringContaining('Look here.') }]);
  });

  it('writes once with the same Idempotency-Key', async () => {
    const { id, email } = await graph.person();
    const key = { 'idempotency-key': newId() };
    const admin = graph.asAdmin();
    const input = { userId: id, channel: 'EMAIL' as const, message: 'Once.' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => admin.ask(SendUserNotificationDocument, { input }, key)));
    await graph.jobs.drain();

    expect(new Set(answers.map(({ sendUserNotification }) => sendUserNotification.id)).size).toBe(1);
    expect((await graph.mails()).filter(({ to }) => to === email)).toHaveLength(1);
  });

  it.each([
    ['nobody', { userId: newId() }, 'NOT_FOUND'], ['no id', { userId: 'x' }, 'NOT_FOUND'], ['a push alone', { channel: 'PUSH' as const }, 'BAD_USER_INPUT'], ['a blank text', { message: '  ' }, 'BAD_USER_INPUT'], ['a text that is too long', { message: 'x'.repeat(2_001) }, 'BAD_USER_INPUT'],
    ['a text message without a number', { channel: 'SMS' as const }, 'BAD_USER_INPUT'], ['a text message to no number', { channel: 'SMS' as const, phone: '12' }, 'BAD_USER_INPUT'],
    ['a text message that is too long', { channel: 'SMS' as const, phone: '+919876543210', message: 'x'.repeat(481) }, 'BAD_USER_INPUT'],
  ])('cannot write with %s', async (_case, change, code) => {
    const { id } = await graph.person();
    const before = await findMany(graph.context('notifications'), NotificationDelivery, { where: {} });

    expect(await graph.asAdmin().refusal(SendUserNotificationDocument, { input: { userId: id, channel: 'EMAIL', message: 'Hello', ...change } })).toBe(code);
    expect(await findMany(graph.context('notifications'), NotificationDelivery, { where: {} })).toHaveLength(before.length);
  });
});

describe('another part of the product', () => {
  const mail = { to: 'somebody@example.com', templateKey: 'identity.email-verification', variables: [{ name: 'link', value: 'https://app.example/x' }], language: 'hi-IN' };

  it('sends a mail by a template once for a key', async () => {
    const key = newId();
    const ids = await Promise.all(Array.from({ length: 4 }, () => graph.internal('notifications', SendEmailDocument, { input: { ...mail, key } })));
    await graph.jobs.drain();

    expect(new Set(ids.map(({ sendEmail }) => sendEmail)).size).toBe(1);
    expect((await graph.mails()).filter(({ to }) => to === mail.to)).toMatchObject([{ subject: 'अपने ईमेल पते की पुष्टि करें', text: expect.stringContaining('https://app.example/x') }]);
  });

  it('sends a text message once for a key, in the recipient\'s language', async () => {
    const input = { key: newId(), to: '+821012345678', message: '10시에 시작합니다.', language: 'ko' };
    for (let time = 0; time < 2; time += 1) await graph.internal('notifications', SendSmsDocument, { input });
    await graph.jobs.drain();

    expect(provider.messages.filter(({ body }) => body.to === input.to).map(({ body }) => body.text)).toEqual(['상감 알림: 10시에 시작합니다.']);
  });

  it.each([['an unknown template', { templateKey: 'no.such' }], ['a blank key', { key: ' ' }]])('cannot send a mail with %s', async (_case, change) => {
    await expect(graph.internal('notifications', SendEmailDocument, { input: { ...mail, key: newId(), ...change } })).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });
});
