import { startGraph, type TestClient, type TestGraph } from '@sangam/kit/testing/harness';
import { dumpTables } from '@sangam/kit/testing/dump-tables';
import { newId } from '@sangam/kit/ids/new-id';
import { DeleteFileDocument, FileDocument } from '@sangam/schema/typed/operations';
import sharp from 'sharp';
import { fetchLink, photo, picture, sendForm, uploaded } from './upload.fixture';
import { fileStore } from './file-store';

const HOUR = 3_600_000;
let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity', 'storage'], environment: { IMAGE_PIXELS: '4000000', UPLOAD_QUOTA_BYTES: '60000' } });
});
afterAll(() => graph.stop());

const somebody = async (): Promise<TestClient> => graph.asUser({ userId: (await graph.person()).id });
const rows = async () => {
  const { file = [], file_usage: usage = [], job = [] } = await dumpTables(graph.context('storage'));
  return { file, usage: usage.filter((row) => !row.includes('"bytes":0')), job };
};
const refusal = async (response: Response) => [response.status, /^\{"error":\{"code":"(\w+)"/.exec(await response.text())?.[1]];

it('an upload is its owner\'s to see: what was found in the bytes, and a link to them', async () => {
  const client = await somebody();

  const { fileId, ...told } = await uploaded(client, { name: 'मेरा फोटो.png', bytes: await picture('webp') });

  const { file } = await client.ask(FileDocument, { id: fileId });
  expect(file).toMatchObject({ id: fileId, purpose: 'PROFILE_PHOTO', name: 'मेरा फोटो.png', mediaType: 'image/webp', width: 40, height: 40, sizeBytes: told.sizeBytes });
  expect(file?.download).toEqual({ url: told.url, expiresAt: told.urlExpiresAt });
});

it('the link answers the stored bytes to whoever has it, as an inert attachment', async () => {
  const { url, sizeBytes } = await uploaded(await somebody(), { name: 'a "b"\u202e.jpg' });

  const response = await fetchLink(graph.anonymous(), url);

  expect(response.status).toBe(200);
  expect((await response.arrayBuffer()).byteLength).toBe(sizeBytes);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox", 'cross-origin-resource-policy': 'cross-origin',
  });
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="[0-9a-f-]{36}"; filename\*=UTF-8''a%20%22b%22\.jpg$/);
});

it('a link ends, and none can be made up', async () => {
  const [one, other] = [await uploaded(await somebody()), await uploaded(await somebody())];
  const tampered = [
    one.url.replace(one.fileId, other.fileId), one.url.replace(/expires=\d/, 'expires=9'), one.url.replace(/signature=./, (found) => `${found.slice(0, -1)}${found.endsWith('A') ? 'B' : 'A'}`),
    one.url.replace(/signature=.*/, 'signature='), one.url.replace(/\?.*/, ''), one.url.replace(/expires=\d+/, 'expires=1e99'),
  ];
  for (const url of tampered) expect(await refusal(await fetchLink(graph.anonymous(), url))).toEqual([403, 'DOWNLOAD_LINK_INVALID']);

  graph.clock.advance(2 * HOUR);

  expect(await refusal(await fetchLink(graph.anonymous(), one.url))).toEqual([403, 'DOWNLOAD_LINK_INVALID']);
});

it('images come out upright and without what else they told: place, camera, comments', async () => {
  const before = await photo({ width: 64, height: 32, orientation: 6 });
  expect((await sharp(before).metadata()).exif).toBeDefined();

  const { url, width, height } = await uploaded(await somebody(), { bytes: before });

  const after = Buffer.from(await (await fetchLink(graph.anonymous(), url)).arrayBuffer());
  const { exif, icc, xmp, iptc } = await sharp(after).metadata();
  expect([exif, icc, xmp, iptc]).toEqual([undefined, undefined, undefined, undefined]);
  expect([width, height]).toEqual([32, 64]);
  expect(after.toString('latin1')).not.toMatch(/Secret Camera|Asha|GPS/);
});

it('a file that is an image and something else keeps the image only', async () => {
  const page = '<html><script>alert(1)</script></html>';
  const { url } = await uploaded(await somebody(), { name: 'x.html', bytes: Buffer.concat([await photo(), Buffer.from(`PK\u0003\u0004${page}`)]) });

  const stored = Buffer.from(await (await fetchLink(graph.anonymous(), url)).arrayBuffer());

  expect(stored.toString('latin1')).not.toMatch(/script|PK\u0003/);
});

const truncated = async () => (await photo({ width: 400, height: 400 })).subarray(0, 600);
const bomb = () => sharp({ create: { width: 2_001, height: 2_000, channels: 3, background: '#fff' } }).png({ compressionLevel: 9 }).toBuffer();
const pngWithoutImage = () => Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from('<svg onload="alert(1)"/>')]);

it.each<[string, () => Buffer | Promise<Buffer>, number, string]>([
  ['a page named .jpg', () => Buffer.from('<html><script>alert(1)</script>'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['a drawing with scripts', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['a GIF', () => picture('gif'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['a TIFF', () => picture('tiff'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['an AVIF', () => picture('avif'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['an executable', () => Buffer.from('MZ\u0090\u0000'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['no bytes', () => Buffer.alloc(0), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['half an image', truncated, 422, 'IMAGE_NOT_READABLE'],
  ['a drawing behind the first bytes of a PNG', pngWithoutImage, 422, 'IMAGE_NOT_READABLE'],
  ['few bytes that unfold to too many pixels', bomb, 422, 'IMAGE_TOO_LARGE'],
  ['5 MB and one byte', async () => Buffer.concat([await photo(), Buffer.alloc(5 * 1_048_576 + 1)]).subarray(0, 5 * 1_048_576 + 1), 413, 'PAYLOAD_TOO_LARGE'],
  ['6 MB', () => Buffer.alloc(6 * 1_048_576), 413, 'PAYLOAD_TOO_LARGE'],
])('refuses %s and leaves nothing', async (_what, bytes, status, code) => {
  const client = await somebody();
  const before = await rows();

  expect(await refusal(await sendForm(client, { bytes: await bytes() }))).toEqual([status, code]);

  expect(await rows()).toEqual(before);
});

it.each<[string, RequestInit, number, string]>([
  ['JSON', { body: '{}', headers: { 'content-type': 'application/json' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['a form without its boundary', { body: 'x', headers: { 'content-type': 'multipart/form-data' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['a form that breaks off', { body: '--x\r\nContent-Disposition: form-data; name="file"', headers: { 'content-type': 'multipart/form-data; boundary=x' } }, 400, 'BAD_REQUEST'],
  ['a form of a hundred parts', { body: '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'.repeat(100), headers: { 'content-type': 'multipart/form-data; boundary=x' } }, 400, 'BAD_REQUEST'],
])('refuses %s', async (_what, init, status, code) => {
  expect(await refusal(await (await somebody()).http('/files', { method: 'POST', ...init }))).toEqual([status, code]);
});

it('refuses a form that does not say what the file is for, or holds none', async () => {
  const client = await somebody();
  const form = (parts: Readonly<Record<string, string>>) => Object.entries(parts).reduce((body, [name, value]) => (body.set(name, value), body), new FormData());

  expect(await refusal(await sendForm(client, { purpose: 'WORLD_DOMINATION', bytes: await photo() }))).toEqual([400, 'BAD_USER_INPUT']);
  expect(await refusal(await client.http('/files', { method: 'POST', body: form({ purpose: 'PROFILE_PHOTO' }) }))).toEqual([400, 'BAD_USER_INPUT']);
  expect(await refusal(await client.http('/files', { method: 'POST', body: form({ purpose: 'PROFILE_PHOTO', file: 'text' }) }))).toEqual([400, 'BAD_USER_INPUT']);
});

it('a name is for display: no folders, no control or direction characters, at most 255 characters', async () => {
  const client = await somebody();
  const named = async (name: string) => (await client.ask(FileDocument, { id: (await uploaded(client, { name })).fileId })).file?.name;

  expect(await named('../../etc/passwd')).toBe('passwd');
  expect(await named('C:\\temp\\me.jpg')).toBe('me.jpg');
  expect(await named('gpj.\u202eexe\u0007')).toBe('gpj.exe');
  expect(await named('한글.png')).toBe('한글.png');
  expect(await named('x'.repeat(300))).toHaveLength(255);
});

it('deleting removes row, quota and bytes; links stop working', async () => {
  const client = await somebody();
  const { fileId, url } = await uploaded(client);
  expect(await fileStore(graph.context('storage')).get(fileId)).not.toBeNull();

  expect(await client.ask(DeleteFileDocument, { id: fileId })).toEqual({ deleteFile: fileId });

  expect(await refusal(await fetchLink(client, url))).toEqual([404, 'NOT_FOUND']);
  await graph.jobs.drain();
  expect(await fileStore(graph.context('storage')).get(fileId)).toBeNull();
  expect((await rows()).file.filter((row) => row.includes(fileId))).toEqual([]);
  expect(await client.refusal(FileDocument, { id: fileId })).toBe('NOT_FOUND');
  expect(await client.refusal(DeleteFileDocument, { id: fileId })).toBe('NOT_FOUND');
});

it('somebody else\'s file is not found, whatever is tried with it', async () => {
  const { fileId } = await uploaded(await somebody());
  const stranger = await somebody();

  expect(await stranger.refusal(FileDocument, { id: fileId })).toBe('NOT_FOUND');
  expect(await stranger.refusal(DeleteFileDocument, { id: fileId })).toBe('NOT_FOUND');
  expect(await stranger.refusal(FileDocument, { id: newId() })).toBe('NOT_FOUND');
  expect(await stranger.refusal(FileDocument, { id: '../x' })).toBe('NOT_FOUND');
});

it('parallel uploads never take more than the quota; deleting gives it back', async () => {
  const client = await somebody();
  const bytes = await sharp({ create: { width: 90, height: 90, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 60 } } }).png().toBuffer();
  const each = (await uploaded(client, { bytes })).sizeBytes;

  const answers = await Promise.all(Array.from({ length: 10 }, () => sendForm(client, { bytes })));

  const fitting = Math.floor(60_000 / each);
  expect(fitting).toBeLessThan(10);
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(fitting - 1);
  const refused = answers.filter(({ status }) => status !== 201);
  for (const response of refused) expect(await refusal(response)).toEqual([403, 'QUOTA_EXCEEDED']);
  const [{ fileId } = { fileId: '' }] = await Promise.all(answers.filter(({ status }) => status === 201).map((response) => response.json() as Promise<{ fileId: string }>));
  await client.ask(DeleteFileDocument, { id: fileId });
  expect((await sendForm(client, { bytes })).status).toBe(201);
  await graph.jobs.drain();
});

it('an upload that nothing refers to is removed after a day, row and bytes', async () => {
  const client = await somebody();
  const { fileId } = await uploaded(client);

  await graph.jobs.drain({ until: graph.clock.now() + 23 * HOUR });
  expect((await client.ask(FileDocument, { id: fileId })).file?.id).toBe(fileId);
  await graph.jobs.drain({ until: graph.clock.now() + 2 * HOUR });

  expect(await client.refusal(FileDocument, { id: fileId })).toBe('NOT_FOUND');
  expect(await fileStore(graph.context('storage')).get(fileId)).toBeNull();
});
