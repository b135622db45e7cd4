import { startSmtpSink, type ReceivedMail } from '@sangam/kit/testing/smtp-sink';

/** A mail as its reader sees it. */
export interface ReadMail {
  readonly subject: string;
  /** The text part. */
  readonly text: string;
  /** A header by its lower-case name; empty where there is none. */
  header(name: string): string;
}

/** Where the graph of a story delivers its mails over SMTP, and where people read them. */
export interface PostOffice {
  readonly environment: Readonly<Record<string, string>>;
  /** What an address has received, oldest first. */
  received(address: string): ReadMail[];
  close(): Promise<void>;
}

export async function startPostOffice(): Promise<PostOffice> {
  const sink = await startSmtpSink();
  return {
    environment: { SMTP_URL: sink.url },
    received: (address) => sink.mails.filter(({ to }) => to.includes(address)).map(readMail),
    close: () => sink.close(),
  };
}

function readMail({ raw }: ReceivedMail): ReadMail {
  const { headers, body } = partOf(raw);
  const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')?.[1];
  const parts = boundary === undefined ? [{ headers, body }] : body.split(`--${boundary}`).map((part) => partOf(part.replace(/^\r\n/, '')));
  const text = parts.find((part) => part.headers.get('content-type')?.startsWith('text/plain'));
  return { subject: decodedWords(headers.get('subject') ?? ''), text: text ? decoded(text) : '', header: (name) => headers.get(name) ?? '' };
}

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

function partOf(raw: string): Part {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = lines.map((line): [string, string] => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]);
  return { headers: new Map(headers), body: raw.slice(end + 4) };
}

function decoded({ headers, body }: Part): string {
  const encoding = headers.get('content-transfer-encoding');
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? unquoted(body.replace(/=\r\n/g, '')) : body;
}

/** RFC 2047: what a header says that is not ASCII. */
function decodedWords(text: string): string {
  const words = text.replace(/\?=\s+=\?/g, '?==?');
  return words.replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_word, kind: string, content: string) =>
    kind.toLowerCase() === 'b' ? Buffer.from(content, 'base64').toString('utf8') : unquoted(content.replaceAll('_', ' ')));
}

function unquoted(text: string): string {
  return Buffer.from(text.replace(/=([0-9A-F]{2})/gi, (_escape, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1').toString('utf8');
}
