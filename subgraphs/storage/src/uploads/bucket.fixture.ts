import { createHash, createHmac } from 'node:crypto';
import { localServer, type LocalServer } from '@sangam/kit/testing/local-server';

export const BUCKET_KEYS = { accessKeyId: 'AKIDTESTS', secretAccessKey: 'secret/of+the tests' } as const;
const REGION = 'ap-south-1';

export interface TestBucket {
  readonly server: LocalServer;
  readonly objects: Map<string, Buffer>;
  /** Status that every request gets while it is set. */
  broken: number | null;
}

/** A store that speaks the part of S3 that files need and verifies each signature by its own reckoning, bytes included. */
export async function testBucket(): Promise<TestBucket> {
  const objects = new Map<string, Buffer>();
  const server = await localServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      const [body, path] = [Buffer.concat(chunks), request.url ?? ''];
      const end = (status: number, bytes?: Buffer) => response.writeHead(status).end(bytes);
      if (bucket.broken !== null) return end(bucket.broken);
      if (!isGenuine({ method: request.method ?? '', path, headers: request.headers as Record<string, string>, body })) return end(403);
      const found = objects.get(path);
      if (request.method === 'PUT') objects.set(path, body);
      if (request.method === 'DELETE') objects.delete(path);
      return request.method === 'GET' && !found ? end(404) : end(request.method === 'DELETE' ? 204 : 200, request.method === 'GET' ? found : undefined);
    });
  });
  const bucket: TestBucket = { server, objects, broken: null };
  return bucket;
}

/** What a setting names this bucket by. */
export function bucketUrl({ server }: TestBucket, secret: string = BUCKET_KEYS.secretAccessKey): string {
  return `${server.url.replace('://', `://${BUCKET_KEYS.accessKeyId}:${encodeURIComponent(secret)}@`)}/sangam-files?region=${REGION}`;
}

interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/** AWS Signature Version 4, headers; by the specification. */
function isGenuine({ method, path, headers, body }: Received): boolean {
  const given = /^AWS4-HMAC-SHA256 Credential=AKIDTESTS\/(\d{8})\/ap-south-1\/s3\/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/.exec(headers.authorization ?? '');
  if (!given || headers['x-amz-content-sha256'] !== sha256(body)) return false;
  const [, day = '', names = '', signature] = given;
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => names.split(';').includes(name))) return false;
  const canonical = [method, path, '', ...names.split(';').map((name) => `${name}:${headers[name]}`), '', names, sha256(body)].join('\n');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], `${day}/${REGION}/s3/aws4_request`, sha256(canonical)].join('\n');
  const key = [day, REGION, 's3', 'aws4_request'].reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${BUCKET_KEYS.secretAccessKey}`);
  return hmac(key, text).toString('hex') === signature;
}
