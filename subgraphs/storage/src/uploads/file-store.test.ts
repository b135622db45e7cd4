import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@sangam/kit/ids/new-id';
import { startGraph } from '@sangam/kit/testing/harness';
import { bucketAddress, isBucketUrl } from './bucket-address';
import { BucketStore } from './bucket-store';
import { bucketUrl, testBucket, type TestBucket } from './bucket.fixture';
import type { FileStore } from './file-store';
import { FolderStore } from './folder-store';
import { fetchLink, photo, sendForm, uploaded } from './upload.fixture';
import { dumpTables } from '@sangam/kit/testing/dump-tables';

let folder: string;
let bucket: TestBucket;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'files-'));
  bucket = await testBucket();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await bucket.server.close();
});

const stores: readonly (readonly [string, () => FileStore & { close?: () => Promise<void> }])[] = [
  ['a folder', () => new FolderStore(folder)],
  ['a bucket', () => new BucketStore(bucketAddress(bucketUrl(bucket)))],
];

describe.each(stores)('files in %s', (_where, open) => {
  it('come back as they were put, replaced by a second time, until they are removed', async () => {
    const [files, id] = [open(), newId()];
    expect(await files.get(id)).toBeNull();
    await files.put(id, Buffer.from([0, 255, 10, 13]));
    await files.put(id, Buffer.from([1, 2, 3]));
    expect(await files.get(id)).toEqual(Buffer.from([1, 2, 3]));
    await files.remove(id);
    await files.remove(id);
    expect(await files.get(id)).toBeNull();
    await files.close?.();
  });

  it('are kept under ids only', async () => {
    const files = open();
    for (const id of ['../../etc/passwd', 'a/b', '', '..']) await expect(files.get(id)).rejects.toThrow('ids only');
    await files.close?.();
  });
});

it('a folder holds whole files only', async () => {
  const [files, id] = [new FolderStore(folder), newId()];
  await files.put(id, Buffer.alloc(100_000));
  expect(readdirSync(join(folder, id.slice(-2))).filter((name) => name.startsWith(id))).toEqual([id]);
});

it('a bucket that refuses or is not there is SERVICE_UNAVAILABLE, without a word about it', async () => {
  const refused = new BucketStore(bucketAddress(bucketUrl(bucket, 'another secret')));
  await expect(refused.put(newId(), Buffer.from('x'))).rejects.toMatchObject({ message: 'The service is unavailable.', extensions: { code: 'SERVICE_UNAVAILABLE' } });
  const gone = new BucketStore(bucketAddress('http://key:secret@127.0.0.1:1/bucket'));
  await expect(gone.get(newId())).rejects.toMatchObject({ extensions: { code: 'SERVICE_UNAVAILABLE' } });
  await Promise.all([refused.close(), gone.close()]);
});

it.each(['https://s3.example.com/bucket', 'https://key:secret@s3.example.com', 'https://key:secret@s3.example.com/a/b', 'ftp://key:secret@s3.example.com/bucket', 'bucket'])('%s names no bucket', (text) => {
  expect(isBucketUrl(text)).toBe(false);
});

it('uploads and downloads go through the bucket; when it fails, neither row, quota nor bytes are left', async () => {
  const graph = await startGraph({ subgraphs: ['identity', 'storage'], environment: { FILES_BUCKET_URL: bucketUrl(bucket) } });
  const client = graph.asUser({ userId: (await graph.person()).id });
  const { url, fileId } = await uploaded(client);
  expect([...bucket.objects.keys()]).toContain(`/sangam-files/files/${fileId}`);
  expect((await fetchLink(client, url)).status).toBe(200);
  const before = await dumpTables(graph.context('storage'));

  bucket.broken = 500;
  expect((await sendForm(client, { bytes: await photo() })).status).toBe(503);
  bucket.broken = null;

  await graph.jobs.drain();
  expect({ ...(await dumpTables(graph.context('storage'))), job: [] }).toEqual({ ...before, job: [] });
  await graph.stop();
});
