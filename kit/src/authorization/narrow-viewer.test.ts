import { anyone, internalOnly, platformRole, signedIn, verifiedEmail } from './basic-rules';
import { isSignedIn, narrowViewer, partOf, readsOf, strongest, viewerOf } from './narrow-viewer';
import type { Rule } from './rules';
import { anonymousViewer, type Viewer, type ViewerReads } from './viewer';

const asha: Viewer = {
  userId: 'asha', sessionId: 's1', authTime: 1, mfa: true, emailVerified: true, actorId: 'admin', userTypes: ['COACH'], platformRoles: ['STAFF'], organizationId: 'o1', membershipRole: 'OWNER',
  permissions: ['report:read'], permissionVersion: 7, locale: 'hi', timeZone: 'Asia/Seoul', requestId: 'r1', ip: '10.0.0.1', deviceId: 'd1', userAgent: 'curl', expiresAt: 2,
};
const nobody = anonymousViewer('r2', '10.0.0.2');
const LEVELS: readonly ViewerReads[] = ['nothing', 'roles', 'organization', 'user'];

/** The weakest level at which each property can be read. */
const FROM: Readonly<Record<keyof Viewer, ViewerReads>> = {
  permissionVersion: 'nothing', locale: 'nothing', timeZone: 'nothing', requestId: 'nothing',
  mfa: 'roles', emailVerified: 'roles', userTypes: 'roles', platformRoles: 'roles',
  organizationId: 'organization', membershipRole: 'organization', permissions: 'organization',
  userId: 'user', sessionId: 'user', authTime: 'user', actorId: 'user', ip: 'user', deviceId: 'user', userAgent: 'user', expiresAt: 'user',
};
const properties = Object.keys(FROM) as (keyof Viewer)[];
const isKnown = (name: keyof Viewer, level: ViewerReads) => LEVELS.indexOf(FROM[name]) <= LEVELS.indexOf(level);

describe.each(LEVELS)('a viewer of whom "%s" is read', (level) => {
  const narrow = narrowViewer(asha, level);

  it('is known by no other property than that level may read', () => {
    expect(Object.keys(partOf(narrow).facts).filter((name) => name !== 'signedIn').sort()).toEqual(properties.filter((name) => isKnown(name, level)).sort());
  });

  it.each(properties.filter((name) => isKnown(name, level)))('tells %s', (name) => {
    expect(narrow[name]).toEqual(asha[name]);
  });

  const hidden = properties.filter((name) => !isKnown(name, level));
  if (hidden.length === 0) return;

  it.each(hidden)('does not tell %s', (name) => {
    expect(() => narrow[name]).toThrow(`An execution that reads "${level}" of the viewer asked for ${name}.`);
  });

  it('cannot be copied or written down as if it were whole', () => {
    expect(() => ({ ...narrow })).toThrow('asked for');
    expect(() => JSON.stringify(narrow)).toThrow('asked for');
  });
});

describe('a narrowed viewer', () => {
  it('says how much of it can be read', () => {
    expect(LEVELS.map((level) => readsOf(narrowViewer(asha, level)))).toEqual(LEVELS);
    expect(narrowViewer(asha, 'user')).toBe(asha);
  });

  it('is narrowed further, never widened', () => {
    const roles = narrowViewer(asha, 'roles');
    expect([narrowViewer(roles, 'user'), narrowViewer(roles, 'organization'), narrowViewer(roles, 'roles')].every((same) => same === roles)).toBe(true);
    expect(partOf(narrowViewer(roles, 'nothing'))).toEqual(partOf(narrowViewer(asha, 'nothing')));
  });

  it('tells whether somebody is signed in, but not where nothing is read', () => {
    const said = (viewer: Viewer) => (['roles', 'organization', 'user'] as const).map((level) => isSignedIn(narrowViewer(viewer, level)));
    expect([said(asha), said(nobody)]).toEqual([[true, true, true], [false, false, false]]);
    expect(() => isSignedIn(narrowViewer(asha, 'nothing'))).toThrow('asked for signedIn');
  });

  it.each(LEVELS)('comes back as it was written down: "%s"', (level) => {
    const part = partOf(narrowViewer(asha, level));
    const back = viewerOf(JSON.parse(JSON.stringify(part)) as typeof part);
    expect([readsOf(back), partOf(back)]).toEqual([level, part]);
    if (level !== 'user') expect(() => back.userId).toThrow('asked for userId');
  });
});

it('the strongest of some levels is found in any order', () => {
  expect([strongest([]), strongest(['nothing', 'roles']), strongest(['organization', 'roles', 'nothing']), strongest(['roles', 'user', 'nothing'])]).toEqual(['nothing', 'roles', 'organization', 'user']);
});

describe('the ready-made rules read no more than they declare', () => {
  const rules: Rule[] = [anyone, internalOnly, signedIn, verifiedEmail, platformRole('STAFF'), platformRole('ADMIN')];
  const people: Viewer[] = [asha, { ...asha, emailVerified: false }, nobody];

  it.each(rules)('$name ($reads)', (rule) => {
    const decide = (viewer: Viewer) => rule.decide({ viewer, caller: 'router', parent: undefined, args: {}, now: 0 });
    for (const viewer of people) expect(decide(narrowViewer(viewer, rule.reads))).toEqual(decide(viewer));
  });
});
