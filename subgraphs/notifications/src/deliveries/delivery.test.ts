import { dumpTables } from '@sangam/kit/testing/dump-tables';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { startSmtpSink } from '@sangam/kit/testing/smtp-sink';
import { emailRequested } from '@sangam/schema/events/notifications';
import { askForMail, deliveriesOf, writeTemplate } from './mails.fixture';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(() => graph.stop());

const mailsTo = async (address: string) => (await graph.mails()).filter(({ to }) => to === address);

describe('a mail', () => {
  it('goes out with a text and an HTML part, once for a key', async () => {
    const { key, to } = await askForMail(graph);
    await askForMail(graph, { key, to });
    await Promise.all(Array.from({ length: 10 }, () => askForMail(graph, { key, to })));
    await graph.jobs.drain();
    expect(new Set(await graph.events.redeliver(emailRequested, key))).toEqual(new Set(['repeated']));
    await graph.jobs.drain();

    const mails = await mailsTo(to);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ subject: 'Confirm your address', text: expect.stringContaining('\n\nhttps://app.example/verify-email?token=a.b\n\n') });
    expect(mails[0]?.html).toContain('<a href="https://app.example/verify-email?token=a.b">');
    expect(await deliveriesOf(graph, key)).toMatchObject([{ state: 'SENT', attempts: 1, subject: 'Confirm your address', category: 'ACCOUNT', sealedSecrets: null }]);
  });

  it.each([
    ['hi', 'अपने ईमेल पते की पुष्टि करें'], ['hi-IN', 'अपने ईमेल पते की पुष्टि करें'], ['ko-KR', '이메일 주소를 확인해 주세요'], ['ta', 'Confirm your address'], ['ta-IN', 'Confirm your address'],
  ])('is in the closest language there is: %s', async (locale, subject) => {
    const { to } = await askForMail(graph, { locale });
    await graph.jobs.drain();

    expect((await mailsTo(to)).map((mail) => mail.subject)).toEqual([subject]);
  });

  it('keeps its secrets sealed on the way and erases them once it is sent', async () => {
    const { key, to } = await askForMail(graph, { secrets: { link: 'secret-93561' } });
    const inClear = async () => JSON.stringify(await Promise.all(['identity', 'notifications'].map((name) => dumpTables(graph.context(name))))).includes('secret-93561');
    expect(await inClear()).toBe(false);
    await graph.jobs.drain();

    expect((await mailsTo(to))[0]?.text).toContain('secret-93561');
    expect(await inClear()).toBe(false);
    expect((await deliveriesOf(graph, key))[0]?.sealedSecrets).toBeNull();
  });
});

describe('what a variable brings along', () => {
  it('is escaped in HTML and as it is in text', async () => {
    await writeTemplate(graph, { key: 'test.greeting', subject: 'Hello {{ name }}', bodyText: 'Dear {{ name }}', bodyHtml: '<p>Dear {{ name }}</p>{{ name | raw }}{% raw %}{{ name }}{% endraw %}' });
    await writeTemplate(graph, { key: 'test.made', bodyText: 'Dear {{ name }}' });
    const name = '<script>alert("1")</script>';
    const [own, made] = [await askForMail(graph, { template: 'test.greeting', variables: { name } }), await askForMail(graph, { template: 'test.made', variables: { name } })];
    await graph.jobs.drain();

    for (const { to } of [own, made]) {
      const [mail] = await mailsTo(to);
      expect(mail?.text).toBe(`Dear ${name}`);
      expect(mail?.html).not.toContain('<script>');
      expect(mail?.html).toMatch(/<p>Dear &(?:lt|#60);script/);
    }
  });

  it('becomes no header, link or template', async () => {
    await writeTemplate(graph, { key: 'test.hostile', subject: 'Hello {{ name }}', bodyText: '{{ name }}' });
    const { to } = await askForMail(graph, { template: 'test.hostile', variables: { name: 'Eve\r\nBcc: eve@example.com\n\nhttps://evil.example\n\n{{ link }}' } });
    await graph.jobs.drain();

    const [mail] = await mailsTo(to);
    expect(mail?.subject).toBe('Hello Eve Bcc: eve@example.com https://evil.example {{ link }}');
    expect(mail?.html).not.toContain('<a ');
  });

  it.each([
    ['a recipient with a line break', { to: 'eve@example.com\r\nBcc: all@example.com' }, 'BAD_USER_INPUT'],
    ['a text that nobody knows', { template: 'test.unknown' }, 'NOT_FOUND'],
    ['a variable that is missing', { secrets: {} }, 'undefined variable: link'],
  ])('fails at once with %s', async (_case, request, error) => {
    const { key } = await askForMail(graph, request);
    await graph.jobs.drain();

    expect(await deliveriesOf(graph, key)).toMatchObject([{ state: 'FAILED', attempts: 1, lastError: expect.stringContaining(error) }]);
  });

  it.each([
    ['loops without end', '{% for i in (1..100000000) %}x{% endfor %}'], ['takes in a file', '{% include "/etc/passwd" %}'], ['renders a file', '{% render "package.json" %}'],
    ['reaches into the program', '{{ link.constructor.constructor }}'], ['uses a filter that is not there', '{{ link | shell }}'],
  ])('cannot be a template that %s', async (_case, bodyText) => {
    const template = `test.${_case.replaceAll(' ', '-')}`;
    await writeTemplate(graph, { key: template, bodyText });
    const { key } = await askForMail(graph, { template });
    await graph.jobs.drain();

    expect(await deliveriesOf(graph, key)).toMatchObject([{ state: 'FAILED', attempts: 1 }]);
  });
});

describe('a mail host that is away', () => {
  it('gets the mail later, and after twelve tries no more', async () => {
    const sink = await startSmtpSink();
    const other = await startGraph({ subgraphs: ['identity'], environment: { SMTP_URL: sink.url } });
    sink.refuse(true);
    const lost = await askForMail(other);
    await other.jobs.drain();
    expect(await deliveriesOf(other, lost.key)).toMatchObject([{ state: 'FAILED', attempts: 12, lastError: expect.stringContaining('451'), sealedSecrets: expect.any(String) }]);

    const late = await askForMail(other);
    const begun = other.clock.now();
    await other.jobs.drain({ until: begun + 5_000 });
    expect((await deliveriesOf(other, late.key))[0]).toMatchObject({ state: 'QUEUED', lastError: expect.stringContaining('451') });
    sink.refuse(false);
    await other.jobs.drain();

    expect(await deliveriesOf(other, late.key)).toMatchObject([{ state: 'SENT', lastError: null }]);
    expect(sink.mails.map(({ to }) => to)).toEqual([[late.to]]);
    await other.stop();
    await sink.close();
  });
});
