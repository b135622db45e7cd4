import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Clock } from '../clock/clock';
import { newId } from '../ids/new-id';
import { composed } from './checked-mail';
import type { Mail, Mailer } from './mailer';

export interface MailboxMailerOptions {
  /** Folder of the mails; made when needed. Several processes may share it. */
  readonly folder: string;
  readonly from: string;
  readonly clock: Clock;
}

/** A mail as the mailbox page lists it. */
export interface KeptMail extends Mail {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Name of the `.eml` file in the folder. */
  readonly file: string;
}

/** Mails hold sign-in links and codes: only the product's own account reads them. */
const OWN_FILE = { mode: 0o600 };

/** Keeps mails in a folder: an `.eml` file each, which any mail program opens, and a line in `index.jsonl`. */
export class MailboxMailer implements Mailer {
  private readonly transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows', disableFileAccess: true, disableUrlAccess: true });

  constructor(private readonly options: MailboxMailerOptions) {}

  async send(mail: Mail): Promise<void> {
    const { folder, from, clock } = this.options;
    const now = clock.now();
    const message = composed(mail, { from, now });
    const { message: bytes } = await this.transport.sendMail(message);
    const file = `${message.messageId.slice(1, 33)}.eml`;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const unfinished = join(folder, `${newId()}.tmp`);
    await writeFile(unfinished, bytes as Buffer, OWN_FILE);
    await rename(unfinished, join(folder, file));
    const kept: KeptMail = { ...mail, at: now, file };
    // One append is one line, whichever process writes; a mail that is sent again is listed once.
    await appendFile(this.index, `${JSON.stringify(kept)}\n`, OWN_FILE);
  }

  /** Oldest first. */
  async sent(): Promise<readonly KeptMail[]> {
    const byKey = new Map<string, KeptMail>();
    for (const line of (await readIfThere(this.index)).split('\n')) {
      const mail = line === '' ? undefined : (JSON.parse(line) as KeptMail);
      if (mail && !byKey.has(mail.key)) byKey.set(mail.key, mail);
    }
    return [...byKey.values()];
  }

  async close(): Promise<void> {
    this.transport.close();
  }

  private get index(): string {
    return join(this.options.folder, 'index.jsonl');
  }
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
