import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { examine, table } from './examine';
import type { Finding } from './checks/finding';

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sangam-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const SEAL_KEY = `k1:${Buffer.alloc(32).toString('base64')}`;
/** A port that nobody serves at. */
const NOBODY = '1';
const outcomes = async (environment: Record<string, string> = {}): Promise<Map<string, Finding>> =>
  new Map((await examine({ DATA_DIR: dataDir, PORT: NOBODY, ...environment })).map((finding) => [finding.area, finding]));

describe('the examination of an installation', () => {
  it('finds nothing wrong with an empty folder and writes nothing into it', async () => {
    const found = await outcomes();

    expect([...found.values()].filter(({ outcome }) => outcome === 'wrong')).toEqual([]);
    expect(found.get('settings')?.detail).toBe('development, together');
    expect(found.get('data folder')?.outcome).toBe('ok');
    expect(found.get('database chat')).toMatchObject({ outcome: 'note' });
    expect(() => rmSync(join(dataDir, 'secrets'))).toThrow('ENOENT');
  });

  it('names every setting that is wrong and looks no further', async () => {
    const found = await examine({ DATA_DIR: dataDir, PORT: 'x', REQUEST_TIMEOUT: 'long' });

    expect(found.map(({ area, outcome }) => [area, outcome])).toEqual([['settings', 'wrong'], ['settings', 'wrong']]);
    expect(found.map(({ detail }) => detail.split(':')[0])).toEqual(['PORT', 'REQUEST_TIMEOUT']);
  });

  it('finds secrets that others may read', async () => {
    const secrets = join(dataDir, 'secrets');
    writeFileSync(secrets, '{}');
    chmodSync(secrets, 0o640);
    expect((await outcomes()).get('file of secrets')).toMatchObject({ outcome: 'wrong', detail: expect.stringContaining('mode 640') });

    chmodSync(secrets, 0o600);
    expect((await outcomes()).get('file of secrets')?.outcome).toBe('ok');
  });

  it.each([
    ['settings', { SERVICE_KEYS: 'short-hidden-word' }, 'SERVICE_KEYS: '],
    ['settings', { SEAL_KEYS: 'k1:hidden-word' }, 'SEAL_KEYS: '],
    ['service keys', { SUBGRAPH_URLS: 'identity=http://127.0.0.1:1', NODE_ENV: 'production', SEAL_KEYS: SEAL_KEY, SMTP_URL: 'smtp://127.0.0.1:1', REFRESH_KEY: SEAL_KEY, FILE_LINK_KEY: SEAL_KEY, AUDIT_KEY: SEAL_KEY }, 'none'],
    ['redis', { REDIS_URL: 'redis://:hidden-word@127.0.0.1:1' }, 'ECONNREFUSED'],
    ['mail', { SMTP_URL: 'smtp://me:hidden-word@127.0.0.1:1' }, 'ESOCKET'],
    ['database chat', { DATABASE_URL: 'mysql://me:hidden-word@127.0.0.1:1' }, 'SERVICE_UNAVAILABLE'],
    ['process identity', { SUBGRAPH_URLS: 'identity=http://127.0.0.1:1', SERVICE_KEYS: 'hidden-word-0123456789-0123456789' }, 'nothing answers'],
    ['signing keys', { SUBGRAPH_URLS: 'identity=http://127.0.0.1:1', SERVICE_KEYS: 'hidden-word-0123456789-0123456789' }, 'SUBGRAPH_UNAVAILABLE'],
    ['redis', { SUBGRAPH_URLS: 'identity=http://127.0.0.1:1' }, 'REDIS_URL is not set'],
  ])('finds what is wrong with %s (%j) and shows no secret', async (area, environment, detail) => {
    const found = await outcomes(environment);

    expect(found.get(area)).toMatchObject({ outcome: 'wrong', detail: expect.stringContaining(detail) });
    expect(table([...found.values()])).not.toContain('hidden-word');
  });

  it('is shown as one aligned line each', () => {
    const lines = table([{ area: 'redis', outcome: 'ok', detail: 'answers' }, { area: 'data folder', outcome: 'wrong', detail: 'EACCES' }, { area: 'mail', outcome: 'note', detail: 'mailbox' }]);

    expect(lines.split('\n')).toEqual(['ok     redis        answers', 'WRONG  data folder  EACCES', '       mail         mailbox']);
  });
});
