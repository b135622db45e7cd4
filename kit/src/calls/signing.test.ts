import { AppError } from '../errors/app-error';
import { MemoryReplayStore } from './replay-store';
import { SIGNATURE_HEADER, VIEWER_HEADER, signCall, verifyCall, type ReceivedCall } from './signing';

const NOW = Date.UTC(2026, 0, 5, 6, 30, 0, 400);
const KEYS = ['newest-key-of-at-least-32-characters', 'former-key-of-at-least-32-characters'];
const CALL = { audience: 'identity', method: 'POST', path: '/graphql?a=1', body: Buffer.from('{"query":"{me{id}}"}'), viewerHeader: 'viewer' };

function received(change: Partial<ReceivedCall> = {}): ReceivedCall {
  const headers = signCall({ ...CALL, keys: KEYS, now: NOW });
  return { ...CALL, viewerHeader: headers[VIEWER_HEADER], keys: KEYS, now: NOW, signature: headers[SIGNATURE_HEADER], ...change };
}

async function outcome(call: ReceivedCall, replays = new MemoryReplayStore()): Promise<string> {
  try {
    await verifyCall({ ...call, replays });
    return 'let in';
  } catch (error) {
    return (error as AppError).definition.code;
  }
}

describe('the signature of a call', () => {
  it('has the form v1:<seconds>:<call id>:<hex>', () => {
    expect(signCall({ ...CALL, keys: KEYS, now: NOW, callId: 'call-0001' })[SIGNATURE_HEADER]).toMatch(/^v1:1767594600:call-0001:[0-9a-f]{64}$/);
  });

  it('is computed over exactly the documented text', () => {
    // Computed with: printf 'v1\n…' | openssl dgst -sha256 -hmac <key>
    const signature = signCall({ keys: ['k'.repeat(32)], now: 1_767_594_600_000, callId: 'call-0001', audience: 'identity', method: 'post', path: '/graphql', body: '{}', viewerHeader: 'e30' });
    expect(signature[SIGNATURE_HEADER]).toBe('v1:1767594600:call-0001:64135fa5b120c8e7a21d567a6823eb334a6ef027e765048d65e9385864e98d22');
  });

  it('lets the same call in', async () => {
    expect(await outcome(received())).toBe('let in');
  });

  it.each<[string, Partial<ReceivedCall>]>([
    ['no signature', { signature: undefined }],
    ['an empty signature', { signature: '' }],
    ['another version', { signature: received().signature?.replace('v1', 'v2') }],
    ['the form of the seed', { signature: '1767594600:abcdef' }],
    ['a wrong digest', { signature: received().signature?.replace(/.{4}$/, (end) => (end === '0000' ? '1111' : '0000')) }],
    ['a digest that is too short', { signature: received().signature?.slice(0, -2) }],
    ['another call id', { signature: received().signature?.replace(/:[0-9a-f-]{36}:/, ':00000000-0000-7000-8000-000000000000:') }],
    ['another timestamp', { signature: received().signature?.replace(/v1:\d+/, 'v1:1767594601') }],
    ['an altered body', { body: Buffer.from('{"query":"{me{Id}}"}') }],
    ['an altered path', { path: '/graphql?a=2' }],
    ['a path without its query', { path: '/graphql' }],
    ['another method', { method: 'PUT' }],
    ['an altered viewer', { viewerHeader: 'Viewer' }],
    ['another audience', { audience: 'billing' }],
    ['a key that is not ours', { keys: ['another-key-of-at-least-32-characters'] }],
    ['61 s of age', { now: NOW + 61_000 }],
    ['61 s ahead of its time', { now: NOW - 61_000 }],
  ])('refuses %s', async (_name, change) => {
    expect(await outcome(received(change))).toBe('SIGNATURE_INVALID');
  });

  it.each([-59_000, 59_000])('forgives %d ms between the clocks', async (difference) => {
    expect(await outcome(received({ now: NOW + difference }))).toBe('let in');
  });

  it('refuses an exact replay for as long as the signature is good', async () => {
    const replays = new MemoryReplayStore();
    const call = received();

    expect(await outcome({ ...call, now: NOW - 59_000 }, replays)).toBe('let in');
    expect(await outcome({ ...call, now: NOW - 58_000 }, replays)).toBe('REPLAYED');
    expect(await outcome({ ...call, now: NOW + 59_500 }, replays)).toBe('REPLAYED');
    expect(await outcome({ ...call, now: NOW + 61_000 }, replays)).toBe('SIGNATURE_INVALID');
  });

  it('gives each call an id of its own', async () => {
    const replays = new MemoryReplayStore();
    expect([await outcome(received(), replays), await outcome(received(), replays)]).toEqual(['let in', 'let in']);
  });

  it('accepts the former key while it is listed, and no longer', async () => {
    const [signature, viewerHeader] = Object.values(signCall({ ...CALL, keys: [KEYS[1] as string], now: NOW })) as [string, string];

    expect(await outcome(received({ signature, viewerHeader }))).toBe('let in');
    expect(await outcome(received({ signature, viewerHeader, keys: [KEYS[0] as string] }))).toBe('SIGNATURE_INVALID');
  });

  it('remembers nothing of a call with a bad signature', async () => {
    const replays = new MemoryReplayStore();
    await outcome(received({ body: 'other' }), replays);
    expect(replays.size).toBe(0);
  });

  it('cannot be made without a key', () => {
    expect(() => signCall({ ...CALL, keys: [], now: NOW })).toThrow('No service key');
  });
});
