import { newId } from '@sangam/kit/ids/new-id';
import { startGraph, type TestClient, type TestGraph, type TestPerson } from '@sangam/kit/testing/harness';
import { auditRecorded } from '@sangam/schema/events/admin';
import { AuditEntriesDocument, AuditEntryDocument, type AuditEntriesQuery, type AuditEntriesQueryVariables } from '@sangam/schema/typed/operations';
import { chainOf, fillChain, onRecord } from './audit.fixture';

let graph: TestGraph;
let admin: TestClient;
let administrator: TestPerson;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
  administrator = await graph.person({ displayName: 'Asha Rao', platformRoles: ['ADMIN'] });
  admin = graph.asAdmin({ userId: administrator.id });
});
afterAll(() => graph.stop());

const entries = async (client: TestClient, filter?: AuditEntriesQueryVariables['filter'], first?: number) => (await client.ask(AuditEntriesDocument, { filter, first })).auditEntries;

it('keeps who did what to what, in whose name, from where, and what changed, never the values', async () => {
  const [actorId, personId, resourceId] = [newId(), newId(), newId()];
  await onRecord(graph, { userId: personId, actorId, ip: '203.0.113.7', userAgent: 'Browser 1.0' }, {
    action: 'thing.rename', resource: { type: 'Thing', id: resourceId }, before: { name: 'old words', size: 1 }, after: { name: 'new words', size: 1 }, detail: { reason: 'Asked for it' },
  });

  const { nodes, totalCount } = await entries(admin, { resourceType: 'Thing', resourceId });

  expect(totalCount).toBe(1);
  expect(nodes[0]).toMatchObject({
    action: 'thing.rename', resourceType: 'Thing', resourceId, chain: 'platform', actor: { id: actorId }, onBehalfOf: { id: personId }, changedFields: ['name'], ip: '203.0.113.7',
    userAgent: 'Browser 1.0', requestId: 'test', details: [{ name: 'reason', value: 'Asked for it' }], personalDataErased: false,
  });
  expect(nodes[0]?.beforeDigest).toMatch(/^[\w-]{43}$/);
  expect(nodes[0]?.afterDigest).not.toBe(nodes[0]?.beforeDigest);
  expect(JSON.stringify(nodes)).not.toMatch(/words/);
  const { auditEntry } = await admin.ask(AuditEntryDocument, { id: nodes[0]?.id ?? '' });
  expect(auditEntry).toMatchObject({ action: 'thing.rename', ip: '203.0.113.7', hash: expect.stringMatching(/^[\w-]{43}$/) });
});

it('finds entries by person, action, domain, thing, organization, time and words, newest first', async () => {
  const [organizationId, actorId, resourceId] = [newId(), newId(), newId()];
  const from = graph.clock.now();
  await onRecord(graph, { userId: actorId }, { action: 'access.assign-role', organizationId, resource: { type: 'Role', id: resourceId } });
  graph.clock.advance(1_000);
  await onRecord(graph, { userId: newId() }, { action: 'access.revoke-role', organizationId });
  graph.clock.advance(1_000);
  await onRecord(graph, { userId: actorId }, { action: 'order.cancel', organizationId });
  const at = (ms: number) => new Date(from + ms).toISOString();
  const actions = async (filter: AuditEntriesQueryVariables['filter']) => (await entries(admin, { organizationId, ...filter })).nodes.map(({ action }) => action);

  expect((await actions({})).slice(0, 3)).toEqual(['order.cancel', 'access.revoke-role', 'access.assign-role']);
  expect(await actions({ domain: 'access' })).toEqual(['access.revoke-role', 'access.assign-role']);
  expect(await actions({ actorId })).toEqual(['order.cancel', 'access.assign-role']);
  expect(await actions({ action: 'order.cancel' })).toEqual(['order.cancel']);
  expect(await actions({ resourceType: 'Role', resourceId })).toEqual(['access.assign-role']);
  expect(await actions({ domain: 'access', from: at(1_000) })).toEqual(['access.revoke-role']);
  expect(await actions({ domain: 'access', from: at(0), to: at(1_000) })).toEqual(['access.assign-role']);
  expect(await actions({ search: 'REVOKE' })).toEqual(['access.revoke-role']);
  expect(await actions({ search: ' cancel ', actorId: null, from: null, to: null, action: null, domain: null, resourceType: null, resourceId: null })).toEqual(['order.cancel']);
});

it('shows an organization its own log, and everybody what they did themselves', async () => {
  const [organizationId, other, personId] = [newId(), newId(), newId()];
  await onRecord(graph, { userId: personId }, { action: 'team.create', organizationId });
  await onRecord(graph, { userId: newId() }, { action: 'team.delete', organizationId });
  await onRecord(graph, { userId: personId }, { action: 'team.create', organizationId: other });
  const owner = graph.asUser({ organizationId, membershipRole: 'OWNER' });
  const person = graph.asUser({ userId: personId });
  const member = graph.asUser({ organizationId, membershipRole: 'MEMBER' });
  const [first] = await chainOf(graph, organizationId);

  expect((await entries(owner, { organizationId })).nodes.map(({ action }) => action)).toEqual(['team.delete', 'team.create']);
  expect((await entries(person, { actorId: personId })).nodes.map(({ action }) => action)).toEqual(['team.create', 'team.create']);
  for (const [client, filter] of [[owner, {}], [owner, { organizationId: other }], [member, { organizationId }], [person, { organizationId }], [person, {}], [member, { actorId: personId }], [graph.asUser({ platformRoles: ['STAFF'] }), {}]] as const) {
    expect(await client.refusal(AuditEntriesDocument, { filter })).toBe('FORBIDDEN');
  }
  expect((await owner.ask(AuditEntryDocument, { id: first?.id ?? '' })).auditEntry?.action).toBe('team.create');
  for (const client of [member, graph.asUser({ organizationId: other, membershipRole: 'OWNER' })]) expect(await client.refusal(AuditEntryDocument, { id: first?.id ?? '' })).toBe('NOT_FOUND');
  expect(await admin.refusal(AuditEntryDocument, { id: newId() })).toBe('NOT_FOUND');
});

it('puts on record once for each request that the log was read, and of what', async () => {
  const organizationId = newId();
  await onRecord(graph, { userId: newId() }, { action: 'team.create', organizationId });
  await entries(graph.asUser({ organizationId, membershipRole: 'ADMIN' }), { organizationId, action: 'team.create' });
  await graph.jobs.drain();

  const { nodes } = await entries(admin, { organizationId });

  expect(nodes.map(({ action, details }) => [action, details.map(({ name, value }) => `${name}=${value}`).sort()])).toEqual([
    ['audit.read', ['action=team.create', `organizationId=${organizationId}`]], ['team.create', []],
  ]);
  const personId = newId();
  await entries(graph.asUser({ userId: personId }), { actorId: personId });
  await graph.jobs.drain();
  expect((await entries(admin, { actorId: personId })).totalCount).toBe(0);
});

it('keeps an entry once, however often its event comes', async () => {
  const organizationId = newId();
  await onRecord(graph, {}, { organizationId });
  const [entry] = await chainOf(graph, organizationId);

  expect(await graph.events.redeliver(auditRecorded, entry?.id ?? '')).toEqual(['repeated']);
  expect(await chainOf(graph, organizationId)).toEqual([entry]);
});

it('asks the database as often for a long page as for a short one', async () => {
  const organizationId = newId();
  await fillChain(graph, organizationId, 30);
  const statements = async (first: number) => {
    const counter = graph.countStatements('admin');
    await entries(admin, { organizationId, action: 'thing.change' }, first);
    counter.stop();
    return counter.count;
  };
  await statements(1);

  expect(await statements(30)).toBe(await statements(1));
});

it('pages without loss', async () => {
  const organizationId = newId();
  await fillChain(graph, organizationId, 25);
  const seen: number[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { auditEntries }: AuditEntriesQuery = await admin.ask(AuditEntriesDocument, { filter: { organizationId, action: 'thing.change' }, first: 10, after });
    seen.push(...auditEntries.nodes.map(({ sequence }) => sequence));
    [after, more] = [auditEntries.pageInfo.endCursor ?? null, auditEntries.pageInfo.hasNextPage];
  }

  expect(seen.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 25 }, (_none, place) => place + 1));
});

it.each<[string, AuditEntriesQueryVariables, string]>([
  ['a search of one character', { filter: { search: ' a ' } }, 'BAD_USER_INPUT'],
  ['a time that ends before it begins', { filter: { from: '2026-01-02T00:00:00.000Z', to: '2026-01-02T00:00:00.000Z' } }, 'BAD_USER_INPUT'],
  ['an organization that cannot be one', { filter: { organizationId: 'x' } }, 'BAD_USER_INPUT'],
  ['a page of 101', { first: 101 }, 'PAGE_SIZE_OUT_OF_RANGE'],
])('refuses %s', async (_what, variables, code) => {
  expect(await admin.refusal(AuditEntriesDocument, variables)).toBe(code);
});
