import { anonymousViewer } from '../authorization/viewer';
import { decodeViewerHeader, encodeViewerHeader, type CallIdentity } from './viewer-header';

const identity: CallIdentity = {
  viewer: { ...anonymousViewer('request-1', '10.0.0.1'), userId: 'u1', authTime: 1_767_594_600_000, permissions: ['report:read', 'रिपोर्ट'], membershipRole: 'OWNER' },
  caller: 'router', requestId: 'request-1', idempotencyKey: null,
};

const written = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('the viewer header', () => {
  it('reads back as it was written', () => {
    expect(decodeViewerHeader(encodeViewerHeader(identity))).toEqual(identity);
  });

  it('is plain base64url', () => {
    expect(encodeViewerHeader(identity)).toMatch(/^[\w-]+$/);
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['text that is not JSON', Buffer.from('hello').toString('base64url')],
    ['a missing field', written({ ...identity, viewer: { ...identity.viewer, mfa: undefined } })],
    ['an unknown field', written({ ...identity, viewer: { ...identity.viewer, isAdmin: true } })],
    ['an unknown field outside the viewer', written({ ...identity, trusted: true })],
    ['another type', written({ ...identity, viewer: { ...identity.viewer, platformRoles: 'ADMIN' } })],
    ['the system as caller', written({ ...identity, caller: 'system' })],
    ['more than 8 KB', written({ ...identity, requestId: 'x'.repeat(8_000) })],
  ])('refuses %s', (_name, header) => {
    expect(() => decodeViewerHeader(header)).toThrow(expect.objectContaining({ extensions: expect.objectContaining({ code: 'SIGNATURE_INVALID' }) }));
  });

  it('refuses to write more than 8 KB', () => {
    const permissions = Array.from({ length: 400 }, (_, index) => `permission:${index}:manage`);
    expect(() => encodeViewerHeader({ ...identity, viewer: { ...identity.viewer, permissions } })).toThrow('8192 fit into a header');
  });
});
