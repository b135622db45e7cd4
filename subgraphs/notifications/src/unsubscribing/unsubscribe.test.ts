import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { dumpTables } from '@sangam/kit/testing/dump-tables';
import { startSmtpSink, type SmtpSink } from '@sangam/kit/testing/smtp-sink';
import { NotificationPreferencesDocument, SendUserNotificationDocument } from '@sangam/schema/typed/operations';
import { askForMail } from '../deliveries/mails.fixture';

let sink: SmtpSink;
let graph: TestGraph;

beforeAll(async () => {
  sink = await startSmtpSink();
  graph = await startGraph({ subgraphs: ['identity'], environment: { SMTP_URL: sink.url, PUBLIC_URL: 'https://api.sangam.example/' } });
});
afterAll(async () => {
  await graph.stop();
  await sink.close();
});

async function told() {
  const { id, email } = await graph.person();
  const tell = async () => {
    await graph.asAdmin().ask(SendUserNotificationDocument, { input: { userId: id, channel: 'EMAIL', message: 'Hello' } });
    await graph.jobs.drain();
  };
  await tell();
  const raw = sink.mails.find(({ to }) => to.includes(email))?.raw ?? '';
  const unfolded = raw.split('\r\n\r\n')[0]?.replace(/\r\n[ \t]+/g, ' ') ?? '';
  const header = /^List-Unsubscribe: <([^>]+)>/im.exec(unfolded)?.[1] ?? '';
  return { id, email, tell, raw, unfolded, path: header.replace('https://api.sangam.example', ''), client: graph.asUser({ userId: id }) };
}
const wants = async ({ client }: Awaited<ReturnType<typeof told>>) =>
  (await client.ask(NotificationPreferencesDocument, {})).notificationPreferences.categories.filter(({ enabled }) => !enabled).map(({ category, channel }) => `${category} ${channel}`);

describe('a mail that can be ended', () => {
  it('says how in its headers and below its text; one POST by nobody in particular ends such mails', async () => {
    const asha = await told();
    expect(asha.unfolded).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/im);
    expect(asha.path).toMatch(/^\/notifications\/unsubscribe\?token=[\w-]+\.[\w-]{43}$/);
    expect(asha.raw).toContain('No more mails like this:');

    const answer = await graph.anonymous().http(asha.path, { method: 'POST', body: 'List-Unsubscribe=One-Click', headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await wants(asha)).toEqual(['MESSAGES EMAIL']);
    expect((await graph.anonymous().http(asha.path, { method: 'POST' })).status).toBe(200);

    await asha.tell();
    expect(sink.mails.filter(({ to }) => to.includes(asha.email))).toHaveLength(1);
  });

  it('is not ended by opening its link', async () => {
    const asha = await told();
    const before = await dumpTables(graph.context('notifications'));

    const page = await graph.anonymous().http(asha.path);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<form method="post">');
    expect(await dumpTables(graph.context('notifications'))).toEqual(before);
    expect(await wants(asha)).toEqual([]);
  });

  it.each<[string, (path: string) => string]>([
    ['a token of which a character is another', (path) => path.slice(0, -1) + (path.endsWith('A') ? 'E' : 'A')],
    ['a token for somebody else', (path) => path.replace(/token=[\w-]+/, `token=${Buffer.from('01a20edd-93cc-788d-8bef-d9959682fb56.MESSAGES').toString('base64url')}`)],
    ['a token for a mandatory category', (path) => path.replace(/token=[\w-]+/, `token=${Buffer.from('01a20edd-93cc-788d-8bef-d9959682fb56.SECURITY').toString('base64url')}`)],
    ['no token', (path) => path.split('?')[0] ?? ''],
  ])('is not ended by %s', async (_case, change) => {
    const asha = await told();
    for (const method of ['GET', 'POST']) {
      const answer = await graph.anonymous().http(change(asha.path), { method });
      expect([answer.status, ((await answer.json()) as { error: { code: string } }).error.code]).toEqual([401, 'INVALID_TOKEN']);
    }
    expect(await wants(asha)).toEqual([]);
  });
});

it('is nothing that a mandatory mail or one without an account can be', async () => {
  const { id, email } = await graph.person();
  await askForMail(graph, { userId: id, to: email });
  const { to } = await askForMail(graph, { template: 'notifications.admin-message', variables: { message: 'Hello' }, secrets: undefined });
  await graph.jobs.drain();

  for (const address of [email, to]) expect(sink.mails.find((mail) => mail.to.includes(address))?.raw).not.toMatch(/List-Unsubscribe/i);
});
