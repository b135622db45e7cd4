import { findMany } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { newId } from '@sangam/kit/ids/new-id';
import { runRawSql, type RawStatement } from '@sangam/kit/testing/raw-sql';
import { startGraph, type TestClient, type TestGraph } from '@sangam/kit/testing/harness';
import { VerifyAuditTrailDocument } from '@sangam/schema/typed/operations';
import { appendEntry } from './append-entry';
import { AuditChain } from './audit-chain.entity';
import { auditEvent, chainOf, fillChain } from './audit.fixture';
import { writeCheckpoints } from './checkpoint.jobs';

let graph: TestGraph;
let admin: TestClient;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
  admin = graph.asAdmin({});
});
afterAll(() => graph.stop());

const verify = async (organizationId: string, part: { readonly from?: string; readonly to?: string } = {}) => (await admin.ask(VerifyAuditTrailDocument, { organizationId, ...part })).verifyAuditTrail;

const tamper = (...statements: readonly RawStatement[]) => runRawSql(graph.context('admin'), ...statements);

async function chain(entries: number): Promise<string> {
  const organizationId = newId();
  await fillChain(graph, organizationId, entries, { ip: '203.0.113.7', detail: { reason: 'Asked for it' } });
  return organizationId;
}

it('gives parallel writers one chain each organization, without gaps', async () => {
  const organizations = [newId(), newId()];
  const ctx = graph.context('admin');
  await Promise.all(Array.from({ length: 40 }, (_none, place) => transaction(ctx, (tx) => appendEntry(ctx, tx, auditEvent(graph, { organizationId: organizations[place % 2] ?? null })))));

  for (const organizationId of organizations) {
    expect((await chainOf(graph, organizationId)).map(({ sequence }) => sequence)).toEqual(Array.from({ length: 20 }, (_none, place) => place + 1));
    expect(await verify(organizationId)).toMatchObject({ intact: true, firstBreak: null, checkedEntries: 20, lastSequence: 20, complete: true });
  }
});

it('lets nobody alter an entry, or remove one whose time is not over', async () => {
  const organizationId = await chain(2);

  await expect(tamper(['UPDATE audit_entry SET action = ? WHERE chain_id = ?', 'thing.else', organizationId])).rejects.toThrow(/append-only/);
  await expect(tamper(['DELETE FROM audit_entry WHERE chain_id = ?', organizationId])).rejects.toThrow(/append-only/);
  expect(await chainOf(graph, organizationId)).toHaveLength(2);
});

it('looks at what joined the chain in a time only', async () => {
  const organizationId = await chain(3);
  const from = new Date(graph.clock.now() + 1).toISOString();
  graph.clock.advance(60_000);
  await fillChain(graph, organizationId, 4);
  const to = new Date(graph.clock.now() + 1).toISOString();
  graph.clock.advance(60_000);
  await fillChain(graph, organizationId, 2);

  expect(await verify(organizationId, { from })).toMatchObject({ intact: true, checkedEntries: 6, lastSequence: 9 });
  expect(await verify(organizationId, { from, to })).toMatchObject({ intact: true, checkedEntries: 4, lastSequence: 7 });
  expect(await verify(organizationId, { to })).toMatchObject({ intact: true, checkedEntries: 7 });
});

it('finds an empty chain intact', async () => {
  expect(await verify(newId())).toMatchObject({ intact: true, checkedEntries: 0, lastSequence: 0, lastHash: '' });
});

describe('whoever holds the database and drops its guard is found out', () => {
  beforeAll(() => tamper(['DROP TRIGGER audit_entry_no_update'], ['DROP TRIGGER audit_entry_no_delete'], ['DROP TRIGGER audit_personal_data_no_update']));

  const at = (organizationId: string, sequence: number) => chainOf(graph, organizationId).then((entries) => entries.find((entry) => entry.sequence === sequence)?.id ?? '');

  it('an altered entry is named, beyond the first thousand too', async () => {
    const organizationId = await chain(1_040);
    await tamper(['UPDATE audit_entry SET resource_id = ? WHERE chain_id = ? AND sequence = 1030', newId(), organizationId]);

    expect(await verify(organizationId)).toMatchObject({ intact: false, checkedEntries: 1_029, firstBreak: { sequence: 1_030, entry: { id: await at(organizationId, 1_030) }, kind: 'ALTERED' } });
  });

  it('an altered address is named', async () => {
    const organizationId = await chain(5);
    await tamper(['UPDATE audit_personal_data SET ip = ? WHERE entry_id = ?', '198.51.100.1', await at(organizationId, 4)]);

    expect((await verify(organizationId)).firstBreak).toMatchObject({ sequence: 4, kind: 'ALTERED' });
  });

  it('a removed entry is named, with its gap closed too', async () => {
    const [open, closed] = [await chain(5), await chain(5)];
    await tamper(['DELETE FROM audit_entry WHERE chain_id = ? AND sequence = 3', open], ['DELETE FROM audit_entry WHERE chain_id = ? AND sequence = 3', closed]);
    await tamper(['UPDATE audit_entry SET sequence = 3 WHERE chain_id = ? AND sequence = 4', closed], ['UPDATE audit_entry SET sequence = 4 WHERE chain_id = ? AND sequence = 5', closed]);

    expect((await verify(open)).firstBreak).toEqual({ sequence: 3, entry: null, kind: 'REMOVED' });
    expect((await verify(closed)).firstBreak).toMatchObject({ sequence: 3, kind: 'REMOVED' });
  });

  it('entries that changed places are named', async () => {
    const organizationId = await chain(6);
    await tamper(...[[2, 0], [5, 2], [0, 5]].map(([from, to]) => ['UPDATE audit_entry SET sequence = ? WHERE chain_id = ? AND sequence = ?', to, organizationId, from] as const));

    expect((await verify(organizationId)).firstBreak).toMatchObject({ sequence: 2, kind: 'REORDERED' });
  });

  it('an inserted entry is named, in the middle and at the end', async () => {
    const [middle, end] = [await chain(4), await chain(4)];
    const copy = (chainId: string, sequence: number, id: string) => [
      `INSERT INTO audit_entry (id, chain_id, sequence, previous_hash, hash, action, domain, resource_type, resource_id, changed_fields, personal_digest, request_id, occurred_at, recorded_at)
       SELECT ?, chain_id, ?, previous_hash, hash, 'thing.else', domain, resource_type, resource_id, changed_fields, personal_digest, request_id, occurred_at, recorded_at FROM audit_entry WHERE chain_id = ? AND sequence = 1`, id, sequence, chainId] as const;
    await tamper(...[[4, 5], [3, 4]].map(([from, to]) => ['UPDATE audit_entry SET sequence = ? WHERE chain_id = ? AND sequence = ?', to, middle, from] as const), copy(middle, 3, newId()), copy(end, 5, newId()));

    expect((await verify(middle)).firstBreak).toMatchObject({ sequence: 3, kind: 'INSERTED' });
    expect((await verify(end)).firstBreak).toMatchObject({ sequence: 5, kind: 'INSERTED' });
  });

  it('an end that was cut off is named, with the head put back by the checkpoint outside', async () => {
    const [plain, setBack] = [await chain(3), await chain(3)];
    const [former] = await findMany(graph.context('admin'), AuditChain, { where: { id: setBack } });
    await fillChain(graph, plain, 2);
    await fillChain(graph, setBack, 2);
    await writeCheckpoints.run(graph.context('admin'), null);
    await tamper(['DELETE FROM audit_entry WHERE chain_id IN (?, ?) AND sequence > 3', plain, setBack]);
    await tamper(['UPDATE audit_chain SET sequence = 3, hash = ?, seal = ? WHERE id = ?', former?.hash, former?.seal, setBack]);

    expect((await verify(plain)).firstBreak).toEqual({ sequence: 4, entry: null, kind: 'TRUNCATED' });
    expect((await verify(setBack)).firstBreak).toEqual({ sequence: 4, entry: null, kind: 'TRUNCATED' });
  });

  it('a head or a beginning that was moved is named', async () => {
    const [head, base] = [await chain(3), await chain(3)];
    await tamper(['UPDATE audit_chain SET seal = hash WHERE id = ?', head]);
    const [second] = (await chainOf(graph, base)).slice(1);
    await tamper(['UPDATE audit_chain SET base_sequence = 2, base_hash = ? WHERE id = ?', second?.hash, base], ['DELETE FROM audit_entry WHERE chain_id = ? AND sequence <= 2', base]);

    expect((await verify(head)).firstBreak).toMatchObject({ sequence: 3, kind: 'HEAD_ALTERED' });
    expect((await verify(base)).firstBreak).toMatchObject({ sequence: 2, kind: 'HEAD_ALTERED' });
  });
});
