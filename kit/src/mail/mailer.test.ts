import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeClock } from '../clock/clock';
import { insideTransaction } from '../database/transaction-scope';
import { startSmtpSink } from '../testing/smtp-sink';
import { MailboxMailer } from './mailbox-mailer';
import type { Mail, Mailer } from './mailer';
import { SmtpMailer } from './smtp-mailer';

const FROM = 'Sangam <no-reply@sangam.example>';
const mail: Mail = { to: 'asha@example.com', subject: 'नमस्ते', text: 'Your code is 123456.\n.\nBye', html: '<p>Your code is <b>123456</b>.</p>', key: 'job-1' };

interface Opened {
  readonly mailer: Mailer;
  /** Messages in the form in which they were handed over, in order. */
  readonly messages: () => Promise<string[]>;
  readonly close: () => Promise<void>;
}

async function smtp(): Promise<Opened> {
  const sink = await startSmtpSink();
  const mailer = new SmtpMailer({ url: sink.url, from: FROM, clock: new FakeClock() });
  return {
    mailer, messages: async () => sink.mails.map(({ raw }) => raw),
    close: async () => {
      await mailer.close();
      await sink.close();
    },
  };
}

async function mailbox(): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), 'mailbox-'));
  const mailer = new MailboxMailer({ folder, from: FROM, clock: new FakeClock() });
  return {
    mailer, messages: async () => Promise.all((await mailer.sent()).map(({ file }) => readFile(join(folder, file), 'utf8'))),
    close: async () => {
      await mailer.close();
      await rm(folder, { recursive: true });
    },
  };
}

const headerOf = (message: string | undefined, name: string) => new RegExp(`^${name}: (.*(?:\\r?\\n[ \\t].*)*)`, 'im').exec(message?.split(/\r?\n\r?\n/)[0] ?? '')?.[1];

describe.each([['over SMTP', smtp], ['into the mailbox', mailbox]])('mails %s', (_name, open) => {
  let opened: Opened;

  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  it('arrive with sender, recipient, subject, date and both bodies', async () => {
    await opened.mailer.send(mail);
    const [message] = await opened.messages();

    expect(['From', 'To', 'Subject', 'Date'].map((name) => headerOf(message, name))).toEqual([FROM, 'asha@example.com', '=?UTF-8?B?4KSo4KSu4KS44KWN4KSk4KWH?=', 'Mon, 05 Jan 2026 06:30:00 +0000']);
    expect(message).toContain('Your code is 123456.');
    expect(message).toContain('<b>123456</b>');
  });

  it('carry an id that follows from the key', async () => {
    await opened.mailer.send(mail);
    await opened.mailer.send({ ...mail, key: 'job-2' });
    const ids = (await opened.messages()).map((message) => headerOf(message, 'Message-ID'));

    expect(ids[0]).toMatch(/^<[0-9a-f]{32}@sangam\.example>$/);
    expect(new Set(ids).size).toBe(2);
  });

  it('carry the same id when they are sent again', async () => {
    await opened.mailer.send(mail);
    await opened.mailer.send(mail);
    expect(new Set((await opened.messages()).map((message) => headerOf(message, 'Message-ID'))).size).toBe(1);
  });

  it.each<[string, Partial<Mail>]>([
    ['a line break in the subject', { subject: 'Hello\r\nBcc: eve@example.com' }],
    ['a bare line feed in the subject', { subject: 'Hello\nX: y' }],
    ['a NUL in the subject', { subject: 'Hello\u0000' }],
    ['a line break in the address', { to: 'asha@example.com\r\nBcc: eve@example.com' }],
    ['two addresses', { to: 'asha@example.com, eve@example.com' }],
    ['an address with a name', { to: 'Asha <asha@example.com>' }],
    ['a group', { to: 'all:asha@example.com,eve@example.com;' }],
    ['a quoted local part', { to: '"asha@example.com eve"@example.com' }],
    ['no address', { to: 'asha' }],
    ['a line break in the address that ends them', { unsubscribeUrl: 'https://api.example/\r\nBcc: eve@example.com' }],
    ['an address of 255 bytes', { to: `${'a'.repeat(243)}@example.com` }],
  ])('are refused with %s', async (_case, change) => {
    await expect(opened.mailer.send({ ...mail, ...change })).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect(await opened.messages()).toEqual([]);
  });

  it('can be ended by one click, where they say how', async () => {
    await opened.mailer.send({ ...mail, unsubscribeUrl: 'https://api.example/unsubscribe?token=a.b' });
    await opened.mailer.send({ ...mail, key: 'job-2' });
    const [message, other] = await opened.messages();

    expect(headerOf(message, 'List-Unsubscribe')).toBe('<https://api.example/unsubscribe?token=a.b>');
    expect(headerOf(message, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
    expect(headerOf(other, 'List-Unsubscribe')).toBeUndefined();
  });

  it('do not let their text become headers or end early', async () => {
    await opened.mailer.send({ ...mail, html: undefined, text: 'Bcc: eve@example.com\r\n\r\n.\r\nQUIT\r\nlast line' });
    const [message] = await opened.messages();

    expect(headerOf(message, 'Bcc')).toBeUndefined();
    expect(message).toContain('last line');
  });

  it('are refused inside a transaction', async () => {
    await expect(insideTransaction({ database: 'echo', open: true }, () => opened.mailer.send(mail))).rejects.toThrow('inside a transaction');
    expect(await opened.messages()).toEqual([]);
  });
});

describe('the SMTP form', () => {
  it('delivers to the recipient only', async () => {
    const sink = await startSmtpSink();
    const mailer = new SmtpMailer({ url: sink.url, from: FROM, clock: new FakeClock() });
    await mailer.send(mail);

    expect(sink.mails).toEqual([{ from: 'no-reply@sangam.example', to: ['asha@example.com'], raw: expect.any(String) }]);
    await mailer.close();
    await sink.close();
  });

  it('fails when the host refuses or is away, and works again after', async () => {
    const sink = await startSmtpSink();
    const mailer = new SmtpMailer({ url: sink.url, from: FROM, clock: new FakeClock() });
    sink.refuse(true);
    await expect(mailer.send(mail)).rejects.toThrow('451');
    sink.refuse(false);
    await mailer.send(mail);
    expect(sink.mails).toHaveLength(1);

    await sink.close();
    await expect(mailer.send(mail)).rejects.toThrow('ECONNREFUSED');
    await mailer.close();
  });
});

describe('the mailbox', () => {
  let folder: string;
  let mailer: MailboxMailer;

  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'mailbox-')), 'made-when-needed');
    mailer = new MailboxMailer({ folder, from: FROM, clock: new FakeClock() });
  });
  afterEach(() => rm(join(folder, '..'), { recursive: true }));

  it('is empty at first', async () => {
    expect(await mailer.sent()).toEqual([]);
  });

  it('lists mails once each, oldest first', async () => {
    await mailer.send(mail);
    await mailer.send({ ...mail, key: 'job-2', subject: 'Second' });
    await mailer.send(mail);

    expect((await mailer.sent()).map(({ subject }) => subject)).toEqual([mail.subject, 'Second']);
    expect((await mailer.sent())[0]).toMatchObject({ ...mail, at: new FakeClock().now() });
  });

  it('takes mails of several processes at the same time', async () => {
    const other = new MailboxMailer({ folder, from: FROM, clock: new FakeClock() });
    await Promise.all(Array.from({ length: 40 }, (_, index) => (index % 2 ? mailer : other).send({ ...mail, key: `job-${index}`, text: 'x'.repeat(20_000) })));

    expect(await mailer.sent()).toHaveLength(40);
    expect((await readdir(folder)).filter((name) => !/\.eml$|^index\.jsonl$/.test(name))).toEqual([]);
  });

  it('is readable for its owner only', async () => {
    await mailer.send(mail);
    const modes = await Promise.all(['', ...(await readdir(folder))].map(async (name) => (await stat(join(folder, name))).mode & 0o077));
    expect(new Set(modes)).toEqual(new Set([0]));
  });
});
