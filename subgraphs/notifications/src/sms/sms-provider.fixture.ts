import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedSms {
  readonly headers: IncomingHttpHeaders;
  readonly body: { readonly to: string; readonly text: string; readonly from?: string };
  /** Whether the signature is that of the exact bytes. */
  readonly signed: boolean;
}

export interface SmsProvider {
  /** Settings of a product that uses it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly messages: readonly ReceivedSms[];
  /** Statuses of the next answers; 200 when there are none. */
  answer(...statuses: number[]): void;
  close(): Promise<void>;
}

/** A real provider of text messages on a free local port. */
export async function startSmsProvider(): Promise<SmsProvider> {
  const key = Buffer.alloc(32, 9);
  const messages: ReceivedSms[] = [];
  const statuses: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const status = statuses.shift() ?? 200;
      const body = Buffer.concat(chunks).toString('utf8');
      const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature } = request.headers;
      const expected = `v1,${createHmac('sha256', key).update(`${String(id)}.${String(time)}.${body}`).digest('base64')}`;
      if (status < 300) messages.push({ headers: request.headers, body: JSON.parse(body) as ReceivedSms['body'], signed: signature === expected });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    environment: { SMS_URL: `http://127.0.0.1:${port}/messages`, SMS_SECRET: `whsec_${key.toString('base64')}`, EGRESS_ALLOW: `127.0.0.1:${port}` }, messages,
    answer: (...next) => void statuses.push(...next),
    close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }),
  };
}
