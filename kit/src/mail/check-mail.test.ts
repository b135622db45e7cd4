import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kitSettings } from '../settings/kit-settings';
import { subgraphSettings } from '../settings/subgraph-settings';
import { Settings } from '../settings/settings';
import { startSmtpSink } from '../testing/smtp-sink';
import { checkMail } from './check-mail';

const dataDir = mkdtempSync(join(tmpdir(), 'sangam-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const settings = (environment: Record<string, string> = {}) => Settings.load([kitSettings, subgraphSettings], { DATA_DIR: dataDir, ...environment });

it('greets the mail host and sends nothing', async () => {
  const host = await startSmtpSink();

  expect(await checkMail(settings({ SMTP_URL: host.url }))).toBe(`the mail host ${new URL(host.url).host}`);
  expect(host.mails).toEqual([]);
  await host.close();

  await expect(checkMail(settings({ SMTP_URL: host.url }))).rejects.toThrow('ECONNREFUSED');
});

it('takes a mailbox that was not made yet, and one that can be written', async () => {
  const folder = join(dataDir, 'mailbox');
  expect(await checkMail(settings())).toBe(`the mailbox ${folder}`);

  mkdirSync(folder);
  expect(await checkMail(settings())).toBe(`the mailbox ${folder}`);
});

it('finds a mailbox in whose place something else is', async () => {
  const file = join(dataDir, 'file');
  writeFileSync(file, '');

  await expect(checkMail(settings({ DATA_DIR: file }))).rejects.toThrow('ENOTDIR');
});
