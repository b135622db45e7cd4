import { createDecipheriv, createECDH, hkdfSync, randomBytes, type ECDH } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface BrowserKeys {
  readonly ecdh: ECDH;
  readonly auth: Buffer;
}

function makeKeys(): BrowserKeys {
  const ecdh = createECDH('prime256v1');
  ecdh.generateKeys();
  return { ecdh, auth: randomBytes(16) };
}

/** Opens a push as a browser does: RFC 8291, one record of RFC 8188. */
function opened(body: Buffer, { ecdh, auth }: BrowserKeys): string {
  const [salt, sender] = [body.subarray(0, 16), body.subarray(21, 21 + (body[20] ?? 0))];
  const [record, tag] = [body.subarray(21 + sender.length, -16), body.subarray(-16)];
  const derived = (key: Buffer, from: Buffer, { info, length }: { readonly info: string | Buffer; readonly length: number }) => Buffer.from(hkdfSync('sha256', key, from, info, length));
  const shared = derived(ecdh.computeSecret(sender), auth, { info: Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender]), length: 32 });
  const key = derived(shared, salt, { info: 'Content-Encoding: aes128gcm\0', length: 16 });
  const decipher = createDecipheriv('aes-128-gcm', key, derived(shared, salt, { info: 'Content-Encoding: nonce\0', length: 12 }));
  const padded = Buffer.concat([decipher.setAuthTag(tag).update(record), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8');
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
        shown.push({ path: request.url ?? '', text: opened(Buffer.concat(chunks), keys), authorization: request.headers.authorization ?? '' });
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
