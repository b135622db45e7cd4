import { apiChanges } from './api-changes';
import { changelog, releasedChangelog } from './changelog';

const TODAY = '2026-06-01';
const BEFORE = 'type Query { "x" coach(id: ID!): Coach slots(first: Int): Int } type Coach { id: ID! name: String } enum Pace { SLOW FAST } input SlotFilter { pace: Pace }';

describe('changes', () => {
  it('break clients where something is removed, or required', () => {
    const after = 'type Query { coach(id: ID!, at: String!): Coach slots: Int } type Coach { id: ID! } enum Pace { SLOW } input SlotFilter { pace: Pace! }';
    expect(apiChanges(BEFORE, after, TODAY).breaking).toEqual(expect.arrayContaining([
      expect.stringContaining('Coach.name was removed'), expect.stringContaining('FAST was removed'), expect.stringContaining('slots'), expect.stringContaining('required arg at'), expect.stringContaining('SlotFilter.pace'),
    ]));
  });

  it('do not break where something is added', () => {
    const changes = apiChanges(BEFORE, `${BEFORE} type Slot { id: ID! } extend type Query { slot(id: ID!): Slot } extend type Coach { city(upper: Boolean): String } extend enum Pace { STILL }`, TODAY);
    expect(changes.breaking).toEqual([]);
    expect(changes.dangerous).toEqual([expect.stringContaining('STILL was added to enum type Pace')]);
    expect(changes.added).toEqual(['Coach.city', 'Coach.city(upper:)', 'Pace.STILL', 'Query.slot', 'Query.slot(id:)', 'Slot']);
  });

  it('may remove what was deprecated, after the date that was given', () => {
    const deprecated = BEFORE.replace('name: String', 'name: String @deprecated(reason: "Ask title. REMOVE_AFTER=2026-05-31")');
    const without = BEFORE.replace('name: String', '');
    expect(apiChanges(deprecated, without, TODAY).breaking).toEqual([]);
    expect(apiChanges(deprecated, without, '2026-05-31').breaking).toEqual([expect.stringContaining('Coach.name was removed')]);
  });
});

describe('the changelog', () => {
  const changes = { breaking: ['Coach.name was removed.'], dangerous: [], added: ['Query.slot'] };

  it('says that nothing is promised before the first release', () => {
    expect(changelog(undefined, undefined)).toContain('There is no release yet');
  });

  it('lists what changed since the last release and keeps the older ones', () => {
    const first = releasedChangelog(undefined, undefined, '1.0.0');
    const next = changelog(first, changes);
    expect(next).toContain('## Unreleased\n\n### Breaking\n\n- Coach.name was removed.\n\n### Added\n\n- Query.slot\n');
    expect(next).toContain('## 1.0.0\n\nThe first release.\n');
    expect(changelog(next, changes)).toBe(next);
  });

  it('puts what was unreleased under the name of the release', () => {
    const second = releasedChangelog(releasedChangelog(undefined, undefined, '1.0.0'), changes, '1.1.0');
    expect(second.match(/^## .*/gm)).toEqual(['## Unreleased', '## 1.1.0', '## 1.0.0']);
    expect(second).toContain('## Unreleased\n\nNothing.\n');
    expect(second).toContain('## 1.1.0\n\n### Breaking');
  });
});
