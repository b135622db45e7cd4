import { count } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { newId } from '@sangam/kit/ids/new-id';
import { dumpTables } from '@sangam/kit/testing/dump-tables';
import { startGraph, type TestClient, type TestGraph } from '@sangam/kit/testing/harness';
import { AuditEntriesDocument, ExportAuditTrailDocument, VerifyAuditTrailDocument } from '@sangam/schema/typed/operations';
import { AuditEntry } from './audit-entry.entity';
import { AuditPersonalData } from './audit-personal-data.entity';
import { chainOf, fillChain, onRecord } from './audit.fixture';
import { erasePersonalData } from './erase-personal-data';
import { removeOldEntries } from './retention.jobs';

const DAY = 86_400_000;
let graph: TestGraph;
let admin: TestClient;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'], environment: { AUDIT_RETENTION: '30d' } });
  admin = graph.asAdmin({});
});
afterAll(() => graph.stop());

const verify = async (organizationId: string) => (await admin.ask(VerifyAuditTrailDocument, { organizationId })).verifyAuditTrail;
const link = async (client: TestClient, format: 'CSV' | 'JSON', organizationId: string) => (await client.ask(ExportAuditTrailDocument, { format, filter: { organizationId } })).exportAuditTrail;
const read = async (path: string) => {
  const response = await graph.anonymous().http(path);
  return { status: response.status, headers: response.headers, text: await response.text() };
};

it('erases what an entry says about a person, and proves the rest all the same', async () => {
  const [organizationId, personId] = [newId(), newId()];
  await onRecord(graph, { userId: personId, ip: '203.0.113.77', userAgent: 'Telling 7' }, { organizationId, detail: { reason: 'A telling reason' } });
  await onRecord(graph, { userId: newId(), ip: '203.0.113.78' }, { organizationId, resource: { type: 'User', id: personId }, detail: { reason: 'Another telling reason' } });
  await onRecord(graph, { userId: newId(), ip: '203.0.113.79' }, { organizationId });
  await transaction(graph.context('admin'), (tx) => erasePersonalData(tx, personId));

  expect(await verify(organizationId)).toMatchObject({ intact: true, checkedEntries: 3, erasedEntries: 2 });
  const { nodes } = (await admin.ask(AuditEntriesDocument, { filter: { organizationId, actorId: personId } })).auditEntries;
  expect(nodes[0]).toMatchObject({ actor: { id: personId }, ip: null, userAgent: null, details: [], personalDataErased: true });
  const { audit_entry: entries, audit_personal_data: personal } = await dumpTables(graph.context('admin'));
  expect(JSON.stringify([entries, personal])).not.toMatch(/telling|Telling|203\.0\.113\.7[78]/);
});

it('removes entries from the beginning once their time is over, and proves what is left', async () => {
  const organizationId = newId();
  await fillChain(graph, organizationId, 3);
  graph.clock.advance(20 * DAY);
  await fillChain(graph, organizationId, 2);
  graph.clock.advance(11 * DAY);
  for (let run = 0; run < 4; run += 1) await removeOldEntries.run(graph.context('admin'), null);

  expect((await chainOf(graph, organizationId)).map(({ sequence }) => sequence)).toEqual([4, 5]);
  expect(await verify(organizationId)).toMatchObject({ intact: true, checkedEntries: 2, lastSequence: 5 });
  const before = await count(graph.context('admin'), AuditPersonalData, {});
  graph.clock.advance(30 * DAY);
  for (let run = 0; run < 4; run += 1) await removeOldEntries.run(graph.context('admin'), null);
  expect(await chainOf(graph, organizationId)).toEqual([]);
  expect(await count(graph.context('admin'), AuditPersonalData, {})).toBeLessThan(before);
  expect(await verify(organizationId)).toMatchObject({ intact: true, checkedEntries: 0, lastSequence: 5 });
  await fillChain(graph, organizationId, 1);
  expect(await verify(organizationId)).toMatchObject({ intact: true, checkedEntries: 1, lastSequence: 6 });
});

it('hands out a file that no spreadsheet runs, by a link that ends', async () => {
  const organizationId = newId();
  await onRecord(graph, { userId: newId(), userAgent: '=cmd|calc' }, { organizationId, action: 'order.cancel', resource: { type: 'Order', id: '+1,"two"' } });
  const { path, expiresAt } = await link(graph.asUser({ organizationId, membershipRole: 'OWNER' }), 'CSV', organizationId);

  const { status, headers, text } = await read(path);

  expect(status).toBe(200);
  expect([headers.get('content-type'), headers.get('content-disposition'), headers.get('link'), headers.get('cache-control')]).toEqual(['text/csv; charset=utf-8; header=present', 'attachment; filename="audit-log.csv"', null, 'no-store']);
  const [header, row, end] = text.split('\r\n');
  expect(header).toMatch(/^id,chain,sequence,occurredAt,action/);
  expect(row).toContain(`,order.cancel,Order,"'+1,""two""",`);
  expect(row).toContain(",'=cmd|calc,");
  expect(end).toBe('');
  for (const wrong of [`${path}x`, path.replace('export/', 'export/x'), '/admin/audit-export/x']) expect((await read(wrong)).status).toBe(403);
  graph.clock.advance(new Date(expiresAt).getTime() - graph.clock.now());
  expect((await read(path)).status).toBe(403);
});

it('hands out many entries in parts, each once', async () => {
  const organizationId = newId();
  await fillChain(graph, organizationId, 1);
  const chainId = newId();
  const [first] = await chainOf(graph, organizationId);
  const copies = Array.from({ length: 5_019 }, (_none, place) => ({ ...first, id: newId(), chainId, sequence: place + 1 }));
  await transaction(graph.context('admin'), (tx) => tx.insert(AuditEntry, copies));
  const seen: string[] = [];
  for (let next: string | null = (await link(admin, 'JSON', organizationId)).path; next !== null; ) {
    const part = JSON.parse((await read(next)).text) as { readonly entries: readonly { readonly id: string }[]; readonly next: string | null };
    seen.push(...part.entries.map(({ id }) => id));
    next = part.next;
  }

  expect(seen).toHaveLength(5_020);
  expect(new Set(seen).size).toBe(5_020);
});

it('puts on record who asked for a file and that it was fetched', async () => {
  const [organizationId, userId] = [newId(), newId()];
  const { path } = await link(graph.asAdmin({ userId }), 'CSV', organizationId);
  await read(path);
  await graph.jobs.drain();

  expect((await chainOf(graph, organizationId)).map(({ action, actorId }) => [action, actorId])).toEqual([['audit.export', userId], ['audit.download', userId]]);
});
