import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { kitSettings } from '../settings/kit-settings';
import { subgraphSettings } from '../settings/subgraph-settings';
import type { Settings } from '../settings/settings';

const PATIENCE_MS = 5_000;

/**
 * Tries whether mails could be handed over, without sending one: the mail host's greeting and sign-in, or the mailbox folder.
 * Returns where mails go, in words.
 * @throws Error when they could not.
 */
export async function checkMail(settings: Settings): Promise<string> {
  const { SMTP_URL: url } = settings.of(subgraphSettings);
  const { DATA_DIR } = settings.of(kitSettings);
  return url ? greeted(url) : writableMailbox(join(DATA_DIR, 'mailbox'));
}

async function greeted(url: string): Promise<string> {
  const transport = createTransport({ url, connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS });
  try {
    await transport.verify();
    return `the mail host ${new URL(url).host}`;
  } finally {
    transport.close();
  }
}

async function writableMailbox(folder: string): Promise<string> {
  await access(folder, constants.W_OK).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  return `the mailbox ${folder}`;
}
