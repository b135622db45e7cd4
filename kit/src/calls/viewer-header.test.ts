import { narrowViewer, partOf, readsOf } from '../authorization/narrow-viewer';
import { anonymousViewer } from '../authorization/viewer';
import { decodeViewerHeader, encodeViewerHeader, type CallIdentity } from './viewer-header';

const identity: CallIdentity = {
  viewer: { ...anonymousViewer('request-1', '10.0.0.1'), userId: 'u1', authTime: 1_767_594_600_000, permissions: ['report:read', 'रिपोर्ट'], membershipRole: 'OWNER' },
  caller: 'router', requestId: 'request-1', idempotencyKey: null,
};

/** As it is written down. */
const whole = { ...identity, reads: 'user' };
const part = { caller: 'router', requestId: 'request-1', idempotencyKey: null, reads: 'nothing', viewer: partOf(narrowViewer(identity.viewer, 'nothing')).facts };
const written = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('the viewer header', () => {
  it('reads back as it was written', () => {
    expect(decodeViewerHeader(encodeViewerHeader(identity))).toEqual(identity);
  });

  it.each(['nothing', 'roles', 'organization'] as const)('holds no more of the viewer than "%s", and says so', (reads) => {
    const viewer = narrowViewer(identity.viewer, reads);
    const header = encodeViewerHeader({ ...identity, viewer });
    const read = decodeViewerHeader(header).viewer;
    expect([readsOf(read), partOf(read)]).toEqual([reads, partOf(viewer)]);
    expect(Buffer.from(header, 'base64url').toString()).not.toContain('"u1"');
  });

  it('is plain base64url', () => {
    expect(encodeViewerHeader(identity)).toMatch(/^[\w-]+$/);
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['text that is not JSON', Buffer.from('hello').toString('base64url')],
    ['no word on how much it holds', written(identity)],
    ['more than it says', written({ ...whole, reads: 'organization' })],
    ['less than it says', written({ ...part, reads: 'roles' })],
    ['one field more than it says', written({ ...part, viewer: { ...part.viewer, userId: 'u1' } })],
    ['a missing field', written({ ...whole, viewer: { ...identity.viewer, mfa: undefined } })],
    ['an unknown field', written({ ...whole, viewer: { ...identity.viewer, isAdmin: true } })],
    ['an unknown field outside the viewer', written({ ...whole, trusted: true })],
    ['another type', written({ ...whole, viewer: { ...identity.viewer, platformRoles: 'ADMIN' } })],
    ['the system as caller', written({ ...whole, caller: 'system' })],
    ['more than 8 KB', written({ ...whole, requestId: 'x'.repeat(8_000) })],
  ])('refuses %s', (_name, header) => {
    expect(() => decodeViewerHeader(header)).toThrow(expect.objectContaining({ extensions: expect.objectContaining({ code: 'SIGNATURE_INVALID' }) }));
  });

  it('accepts what these are made of', () => {
    expect([whole, part].map((value) => decodeViewerHeader(written(value)).requestId)).toEqual(['request-1', 'request-1']);
  });

  it('refuses to write more than 8 KB', () => {
    const permissions = Array.from({ length: 400 }, (_, index) => `permission:${index}:manage`);
    expect(() => encodeViewerHeader({ ...identity, viewer: { ...identity.viewer, permissions } })).toThrow('8192 fit into a header');
  });
});
