import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import {
  NotificationTemplateDocument, NotificationTemplatePreviewDocument, NotificationTemplatesDocument, SendTestEmailDocument, UpdateNotificationTemplateDocument,
} from '@sangam/schema/typed/operations';
import { askForMail } from '../deliveries/mails.fixture';
import { NotificationTemplate } from './notification-template.entity';
import { seedTemplates } from './seed-templates';
import { TEMPLATES } from './template-catalogue';
import { LANGUAGES } from './define-template';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(() => graph.stop());

const admin = () => graph.asAdmin();
const read = async (key: string, locale = 'en', channel?: 'EMAIL' | 'SMS' | 'IN_APP') => {
  const { notificationTemplate } = await admin().ask(NotificationTemplateDocument, { key, locale, channel });
  if (!notificationTemplate) throw new Error('No template.');
  return notificationTemplate;
};
const update = (id: string, input: object) => admin().ask(UpdateNotificationTemplateDocument, { id, input: input as { version: number } });
const refused = async (id: string, input: object) => {
  const { errors } = await admin().run(UpdateNotificationTemplateDocument, { id, input: input as { version: number } });
  return errors[0]?.extensions;
};

it('lists the texts of all situations, languages and channels, filtered, a page at a time', async () => {
  const all = (await admin().ask(NotificationTemplatesDocument, { first: 100 })).notificationTemplates;
  expect(all.totalCount).toBe(TEMPLATES.length * LANGUAGES.length);
  expect(all.nodes.map(({ key }) => key)).toEqual(all.nodes.map(({ key }) => key).toSorted());

  const texts = (await admin().ask(NotificationTemplatesDocument, { filter: { channels: ['SMS'], locales: ['ko'] }, first: 100 })).notificationTemplates;
  expect(new Set(texts.nodes.map(({ channel, locale }) => `${channel} ${locale}`))).toEqual(new Set(['SMS ko']));
  const page = (await admin().ask(NotificationTemplatesDocument, { first: 2 })).notificationTemplates;
  const next = (await admin().ask(NotificationTemplatesDocument, { first: 2, after: page.pageInfo.endCursor })).notificationTemplates;
  expect([...page.nodes, ...next.nodes]).toEqual(all.nodes.slice(0, 4));
});

it('shows the text that somebody of a language gets', async () => {
  expect(await read('identity.password-reset', 'hi-IN')).toMatchObject({ locale: 'hi', channel: 'EMAIL', category: 'SECURITY', variableNames: ['link'], subject: 'नया पासवर्ड चुनें', versions: { nodes: [] } });
  expect(await read('identity.password-reset', 'ta')).toMatchObject({ locale: 'en' });
  expect(await read('notifications.admin-message', 'en', 'SMS')).toMatchObject({ subject: null });
  expect(await admin().refusal(NotificationTemplateDocument, { key: 'no.such', locale: 'en' })).toBe('NOT_FOUND');
});

it('changes words for what is sent from now on, keeps what they were, and a new start changes nothing of it', async () => {
  const before = await read('identity.password-changed');

  const { updateNotificationTemplate: after } = await update(before.id, { version: before.version, subject: 'A new password', bodyHtml: '<h1>Changed</h1>' });
  expect(after).toEqual({ id: before.id, subject: 'A new password', bodyText: before.bodyText, bodyHtml: '<h1>Changed</h1>', version: before.version + 1 });

  await seedTemplates(graph.context('notifications'));
  const { to } = await askForMail(graph, { template: 'identity.password-changed', secrets: undefined });
  await graph.jobs.drain();
  expect((await graph.mails()).filter((mail) => mail.to === to)).toMatchObject([{ subject: 'A new password', text: before.bodyText, html: expect.stringContaining('<h1>Changed</h1>') }]);

  await update(before.id, { version: after.version, bodyHtml: null });
  const { versions, bodyHtml } = await read('identity.password-changed');
  expect(bodyHtml).toBeNull();
  expect(versions.nodes.map(({ version, subject }) => [version, subject]).toSorted()).toEqual([[1, before.subject], [2, 'A new password'], [3, 'A new password']]);
});

it('lets one of parallel changes win, and none to a version that is gone', async () => {
  const { id, version, bodyText } = await read('identity.address-taken');
  const outcomes = await Promise.all(Array.from({ length: 10 }, (_, index) => admin().run(UpdateNotificationTemplateDocument, { id, input: { version, bodyText: `Text ${index}` } })));

  expect(outcomes.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
  expect(new Set(outcomes.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code)))).toEqual(new Set(['CONFLICT']));
  expect(await refused(id, { version, bodyText })).toMatchObject({ code: 'CONFLICT' });
  expect(await read('identity.address-taken')).toMatchObject({ version: version + 1, versions: { nodes: expect.arrayContaining([expect.objectContaining({ version, bodyText })]) } });
});

it.each<[string, object, string]>([
  ['no subject', { subject: null }, 'input.subject'], ['a subject of two lines', { subject: 'a\nb' }, 'input.subject'], ['a subject of 201 characters', { subject: 'x'.repeat(201) }, 'input.subject'],
  ['no text', { bodyText: null }, 'input.bodyText'], ['a blank text', { bodyText: ' ' }, 'input.bodyText'], ['a text of 20,001 characters', { bodyText: 'x'.repeat(20_001) }, 'input.bodyText'],
  ['a tag that is not closed', { bodyText: '{% if link %}' }, 'input.bodyText'], ['a variable that nobody sends', { bodyText: '{{ name }}' }, 'input.bodyText'],
  ['a filter that is not there', { bodyHtml: '{{ link | shout }}' }, 'input.bodyHtml'], ['a loop without end', { bodyText: '{% for i in (1..100000000) %}x{% endfor %}' }, 'input.bodyText'],
])('refuses words with %s', async (_case, change, path) => {
  const { id, version } = await read('identity.password-reset');

  expect(await refused(id, { version, ...change })).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] });
  expect(await read('identity.password-reset')).toMatchObject({ version });
});

it('refuses a subject and HTML for a text message', async () => {
  const { id, version } = await read('notifications.plain-message', 'en', 'SMS');
  expect(await refused(id, { version, subject: 'Subject' })).toMatchObject({ fields: [{ path: 'input.subject' }] });
  expect(await refused(id, { version, bodyHtml: '<p></p>' })).toMatchObject({ fields: [{ path: 'input.bodyHtml' }] });
  expect(await admin().refusal(UpdateNotificationTemplateDocument, { id: 'x', input: { version: 1 } })).toBe('NOT_FOUND');
});

it('shows words before they are saved, with examples or given values', async () => {
  const { id } = await read('identity.password-reset');
  const preview = async (input: object) => (await admin().ask(NotificationTemplatePreviewDocument, { input: { templateId: id, ...input } })).notificationTemplatePreview;

  expect(await preview({})).toMatchObject({ subject: 'Choose a new password', text: expect.stringContaining('https://app.example/account/reset-password?token=…') });
  expect(await preview({ bodyText: 'Go to {{ link }}', variables: [{ name: 'link', value: '<b>' }] })).toMatchObject({ text: 'Go to <b>', html: expect.stringMatching(/Go to &(?:lt|#60);b/) });
  expect(await admin().refusal(NotificationTemplatePreviewDocument, { input: { templateId: id, bodyText: '{{ nothing }}' } })).toBe('BAD_USER_INPUT');
  const sms = await read('notifications.plain-message', 'en', 'SMS');
  expect(await preview({ templateId: sms.id })).toEqual({ subject: '', text: 'Message from Sangam: Your session begins at 10:00.', html: null });
});

it('sends a mail to try a template', async () => {
  const { id } = await read('notifications.admin-message', 'ko');
  await admin().ask(SendTestEmailDocument, { input: { templateId: id, to: 'tester@example.com', variables: [{ name: 'message', value: 'Try' }] } });
  await graph.jobs.drain();

  expect((await graph.mails()).filter(({ to }) => to === 'tester@example.com')).toMatchObject([{ subject: '새 메시지가 도착했습니다', text: 'Try\n\n운영팀에서 보내드린 메시지입니다.' }]);
  const sms = await read('notifications.plain-message', 'en', 'SMS');
  expect(await admin().refusal(SendTestEmailDocument, { input: { templateId: sms.id, to: 'tester@example.com' } })).toBe('BAD_USER_INPUT');
  expect(await admin().refusal(SendTestEmailDocument, { input: { templateId: id, to: 'tester@example.com', variables: [{ name: '__proto__', value: 'x' }] } })).toBe('BAD_USER_INPUT');
});

it('brings new words of a release to texts that nobody changed', async () => {
  const ctx = graph.context('notifications');
  const place = { key: 'identity.email-verification', channel: 'EMAIL' as NotificationTemplate['channel'], locale: 'ko' };
  const { id, version, bodyText } = await read('identity.email-verification', 'ko');
  await transaction(ctx, (tx) => tx.update(NotificationTemplate, { id }, { bodyText: 'of an older release' }));

  await Promise.all([seedTemplates(ctx), seedTemplates(ctx)]);

  expect(await findOne(ctx, NotificationTemplate, place)).toMatchObject({ bodyText, version: version + 1 });
});
