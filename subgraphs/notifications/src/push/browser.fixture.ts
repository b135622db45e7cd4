import { createECDH, randomBytes, type ECDH } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decrypt } from 'http_ece';

interface BrowserKeys {
  readonly ecdh: ECDH;
  readonly auth: Buffer;
}

function makeKeys(): BrowserKeys {
  const ecdh = createECDH('prime256v1');
  ecdh.generateKeys();
  return { ecdh, auth: randomBytes(16) };
}

/** What a browser answers when the app asks it to subscribe. */
export function browserInput(endpoint: string, { ecdh, auth } = makeKeys()) {
  return { endpoint, p256dh: ecdh.getPublicKey('base64url'), auth: auth.toString('base64url') };
}

export interface PushService {
  readonly environment: Readonly<Record<string, string>>;
  /** What one browser could read, as it came; with the header by which the sender is known. */
  readonly shown: readonly { readonly path: string; readonly text: string; readonly authorization: string }[];
  /** Another browser of this service. */
  browser(path: string): ReturnType<typeof browserInput>;
  /** Statuses of the next answers; 201 when there are none. */
  answer(...statuses: number[]): void;
  close(): Promise<void>;
}

/** A real push service on a free local port, with the browsers behind it. */
export async function startPushService(): Promise<PushService> {
  const [browsers, statuses] = [new Map<string, BrowserKeys>(), [] as number[]];
  const shown: { path: string; text: string; authorization: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const status = statuses.shift() ?? 201;
      const keys = browsers.get(request.url ?? '');
      if (status < 300 && keys) {
        const text = decrypt(Buffer.concat(chunks), { version: 'aes128gcm', privateKey: keys.ecdh, authSecret: keys.auth.toString('base64url') }).toString('utf8');
        shown.push({ path: request.url ?? '', text, authorization: request.headers.authorization ?? '' });
      }
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    environment: { EGRESS_ALLOW: `127.0.0.1:${port}` }, shown,
    browser(path) {
      const keys = makeKeys();
      browsers.set(path, keys);
      return browserInput(`http://127.0.0.1:${port}${path}`, keys);
    },
    answer: (...next) => void statuses.push(...next),
    close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }),
  };
}
