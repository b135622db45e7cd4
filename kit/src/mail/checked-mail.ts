import { createHash } from 'node:crypto';
import { badInput } from '../errors/app-error';
import { assertOutsideTransaction } from '../database/transaction-scope';
import type { Mail } from './mailer';

/** What both forms hand to nodemailer. */
export interface ComposedMail {
  readonly from: string;
  /** As an object: a string would be read as a list of recipients. */
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly messageId: string;
  readonly date: Date;
}

export interface Sender {
  /** `Name <address>` or an address. */
  readonly from: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** One plain address: no list, no display name, no route, no quoting. RFC 5321 allows 254 bytes. */
const ADDRESS = /^[^\s@,;:<>()[\]\\"\p{Cc}]+@[^\s@,;:<>()[\]\\"\p{Cc}]+$/u;
const CONTROL = /\p{Cc}/u;

/**
 * The mail as it leaves, or a refusal: whoever can put a line break into a header can add headers and recipients.
 * @throws AppError BAD_USER_INPUT naming the part; Error inside a transaction, because a mail cannot be rolled back
 */
export function composed(mail: Mail, { from, now }: Sender): ComposedMail {
  assertOutsideTransaction('A mail');
  if (!ADDRESS.test(mail.to) || Buffer.byteLength(mail.to) > 254) throw badInput({ path: 'to', reason: 'FORMAT' });
  if (CONTROL.test(mail.subject)) throw badInput({ path: 'subject', reason: 'FORMAT' });
  return {
    from, to: { name: '', address: mail.to }, subject: mail.subject, text: mail.text, ...(mail.html !== undefined && { html: mail.html }),
    ...(mail.unsubscribeUrl !== undefined && { headers: unsubscribeHeaders(mail.unsubscribeUrl) }),
    messageId: messageId(mail.key, from), date: new Date(now),
  };
}

function unsubscribeHeaders(url: string): Readonly<Record<string, string>> {
  if (!/^https?:\/\/[^\s<>\p{Cc}]+$/u.test(url)) throw badInput({ path: 'unsubscribeUrl', reason: 'FORMAT' });
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

/** The same for the same key, so that a mail host or a reader can tell a repetition. */
export function messageId(key: string, from: string): string {
  const domain = /@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  return `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${domain}>`;
}
