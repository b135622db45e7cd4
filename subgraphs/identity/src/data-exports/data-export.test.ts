import { findMany } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { dumpTables } from '@sangam/kit/testing/dump-tables';
import { startGraph, type TestClient, type TestGraph } from '@sangam/kit/testing/harness';
import {
  CreateGroupThreadDocument, DataExportDocument, DeleteMyAccountDocument, ExportMyDataDocument, ExportUserDataDocument, MyAccountActivityDocument, MyDataExportsDocument, RegisterBirthDetailsDocument,
  SendChatMessageDocument,
} from '@sangam/schema/typed/operations';
import { BIRTH } from '../access-world.fixture';
import { AccountActivity } from '../activity/account-activity.entity';
import { DataExportContent } from './data-export.entity';
import { readyDataExport } from './ready-data-export.fixture';
import { unzipped } from './unzipped.fixture';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity', 'chat', 'notifications', 'storage'] });
});
afterAll(() => graph.stop());

const work = () => graph.jobs.drain({ until: graph.clock.now() });
const fetched = async (client: TestClient, url: string) => client.http(new URL(url).pathname);

async function exported(client: TestClient, id: string): Promise<Record<string, Record<string, unknown>[]>> {
  const { dataExport } = await client.ask(DataExportDocument, { id });
  const zips = await Promise.all((dataExport?.files ?? []).map(async ({ url }) => Buffer.from(await (await fetched(graph.anonymous(), url ?? '')).arrayBuffer())));
  const all: Record<string, Record<string, unknown>[]> = {};
  for (const [name, rows] of zips.flatMap((zip) => Object.entries(unzipped(zip)))) all[name] = [...(all[name] ?? []), ...rows];
  return all;
}

/** Somebody with rows in several subgraphs, who talks to a friend. */
async function person() {
  const [one, friend] = [await graph.person({ displayName: 'Asha Rao' }), await graph.person({ displayName: 'Ravi Secret' })];
  const { client, refreshToken } = await one.signIn();
  await client.ask(RegisterBirthDetailsDocument, { input: BIRTH });
  const { id: threadId } = (await client.ask(CreateGroupThreadDocument, { input: { title: 'Family', participantIds: [friend.id] } })).createGroupThread;
  await client.ask(SendChatMessageDocument, { input: { threadId, text: 'my own words' } });
  await graph.asUser({ userId: friend.id }).ask(SendChatMessageDocument, { input: { threadId, text: 'words of a friend' } });
  await work();
  return { ...one, friend, client, refreshToken, threadId };
}

it('hands over what every subgraph holds of a person, as a zip of JSON behind a mailed link', async () => {
  const { id: userId, email, client, threadId, friend, refreshToken } = await person();

  const { exportMyData: begun } = await client.ask(ExportMyDataDocument, {});
  await work();
  const files = await exported(client, begun.id);

  expect(begun).toMatchObject({ state: 'PENDING', files: [], requestedBy: null });
  expect(files['identity/account.json']).toMatchObject([{ id: userId, email, displayName: 'Asha Rao' }]);
  expect(files['identity/birth-details.json']).toMatchObject([{ placeOfBirth: BIRTH.placeOfBirth, dateOfBirth: BIRTH.dateOfBirth }]);
  expect(files['identity/login-sessions.json']).toHaveLength(1);
  expect(files['identity/activity.json']?.map(({ kind }) => kind)).toContain('SIGNED_IN');
  expect(files['chat/threads.json']).toMatchObject([{ threadId, title: 'Family', role: 'OWNER', startedByMe: true }]);
  expect(files['chat/messages.json']).toMatchObject([{ text: 'my own words', sequence: 1 }]);
  const everything = JSON.stringify(files);
  for (const secret of ['words of a friend', 'Ravi', friend.id, '$argon2', refreshToken, 'refreshHash']) expect(everything).not.toContain(secret);
  const mail = (await graph.mails()).filter(({ to }) => to === email).at(-1);
  expect(mail?.subject).toBe('A copy of your data is ready');
  const { dataExport } = await client.ask(DataExportDocument, { id: begun.id });
  expect(mail?.text).toContain(dataExport?.files[0]?.url);
});

it('lets nobody else see a copy, and no altered link open it', async () => {
  const { client } = await person();
  const { exportMyData: { id } } = await client.ask(ExportMyDataDocument, {});
  await work();
  const url = (await client.ask(DataExportDocument, { id })).dataExport?.files[0]?.url ?? '';

  expect(await graph.asUser().refusal(DataExportDocument, { id })).toBe('NOT_FOUND');
  const answer = await fetched(graph.anonymous(), url);
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([200, 'application/zip', 'no-store']);
  expect((await fetched(graph.anonymous(), url.replace(/.$/, (last) => (last === 'A' ? 'E' : 'A')))).status).toBe(404);
  expect((await fetched(graph.anonymous(), new URL(new URL(url).pathname.replace(/\..*$/, ''), url).href)).status).toBe(404);
});

it('keeps copies sealed, and removes them when they end', async () => {
  const { client } = await person();
  const { exportMyData: { id } } = await client.ask(ExportMyDataDocument, {});
  await work();
  const url = (await client.ask(DataExportDocument, { id })).dataExport?.files[0]?.url ?? '';
  const [kept] = (await findMany(graph.context('identity'), DataExportContent, { where: {} })).slice(-1);
  expect(kept?.content).toMatch(/^v1\.test\./);
  expect(JSON.stringify(await Promise.all(['identity', 'notifications'].map((name) => dumpTables(graph.context(name)))))).not.toContain(new URL(url).pathname.split('/')[2] ?? '?');

  graph.clock.advance(3 * DAY);
  expect((await fetched(graph.anonymous(), url)).status).toBe(404);
  await graph.jobs.drain({ until: graph.clock.now() + 2 * HOUR });

  expect((await graph.asAdmin().ask(DataExportDocument, { id })).dataExport).toMatchObject({ state: 'EXPIRED', files: [] });
  expect(await findMany(graph.context('identity'), DataExportContent, { where: {} })).toEqual([]);
});

it('makes one copy a person at a time, of a fresh proof only', async () => {
  const { id } = await graph.person();
  const self = graph.asUser({ userId: id });

  const answers = await Promise.all([1, 2, 3].map(() => self.run(ExportMyDataDocument, {})));
  expect(answers.map(({ errors }) => errors[0]?.extensions.code ?? 'begun').sort()).toEqual(['CONFLICT', 'CONFLICT', 'begun']);
  expect(await graph.asAdmin().refusal(ExportUserDataDocument, { userId: id })).toBe('CONFLICT');
  await work();
  expect(await graph.asUser({ userId: id, authTime: graph.clock.now() - 11 * 60_000 }).refusal(ExportMyDataDocument, {})).toBe('STEP_UP_REQUIRED');
  await self.ask(ExportMyDataDocument, {});
  await work();
  expect((await self.ask(MyDataExportsDocument, {})).myDataExports).toMatchObject({ totalCount: 2, nodes: [{ state: 'READY' }, { state: 'READY' }] });
});

it('is made for a person by an administrator, who is on record; the mail goes to the person', async () => {
  const [administrator, one] = [await graph.person({ displayName: 'Support', platformRoles: ['ADMIN'] }), await graph.person()];
  const admin = graph.asUser({ userId: administrator.id, platformRoles: ['ADMIN'] });

  const { exportUserData: { id, requestedBy } } = await admin.ask(ExportUserDataDocument, { userId: one.id, format: 'JSON' });
  await work();

  expect(requestedBy?.displayName).toBe('Support');
  expect((await exported(admin, id))['identity/account.json']).toMatchObject([{ email: one.email }]);
  expect((await graph.mails()).filter(({ to }) => to === one.email).map(({ subject }) => subject)).toContain('A copy of your data is ready');
  const { me } = await graph.asUser({ userId: one.id }).ask(MyAccountActivityDocument, {});
  expect(me?.accountActivity?.nodes[0]).toMatchObject({ kind: 'DATA_EXPORT_REQUESTED', actor: { id: administrator.id } });
  expect(await admin.refusal(ExportUserDataDocument, { userId: 'nobody' })).toBe('NOT_FOUND');
  expect((await graph.asUser({ userId: one.id, actorId: administrator.id }).ask(DataExportDocument, { id })).dataExport?.files).toMatchObject([{ url: null }]);
});

it('becomes several zips where a person has much, without losing or repeating a row', async () => {
  const { id: userId } = await graph.person();
  const ctx = graph.context('identity');
  const rows = Array.from({ length: 1_500 }, (_, index) => ({
    id: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`, userId, kind: 'SIGNED_IN' as never, actorId: null, ip: '127.0.0.1', sessionId: null, requestId: 'r',
    detail: { method: 'x'.repeat(3_000) }, createdAt: new Date(index),
  }));
  await transaction(ctx, (tx) => tx.insert(AccountActivity, rows));
  const self = graph.asUser({ userId });
  const { exportMyData: { id } } = await self.ask(ExportMyDataDocument, {});
  await work();

  expect((await self.ask(DataExportDocument, { id })).dataExport?.files.map(({ number }) => number)).toEqual([1, 2, 3]);
  const ids = (await exported(self, id))['identity/activity.json']?.map((row) => row.id) ?? [];
  expect(ids.filter((one) => String(one).startsWith('00000000'))).toHaveLength(1_500);
  expect(new Set(ids).size).toBe(ids.length);
});

it('is listed in as many statements for long pages as for short ones, page by page', async () => {
  const { id: userId } = await graph.person();
  const self = graph.asUser({ userId });
  const made: string[] = [];
  for (let time = 0; time < 9; time += 1) {
    graph.clock.advance(1);
    made.unshift((await readyDataExport(graph, userId)).id);
  }
  await self.ask(MyDataExportsDocument, { first: 1 });
  const statements = async (first: number) => {
    const counter = graph.countStatements('identity');
    expect((await self.ask(MyDataExportsDocument, { first })).myDataExports.nodes).toHaveLength(first);
    counter.stop();
    return counter.count;
  };

  expect(await statements(9)).toBe(await statements(2));
  const first = (await self.ask(MyDataExportsDocument, { first: 5 })).myDataExports;
  const second = (await self.ask(MyDataExportsDocument, { first: 5, after: first.pageInfo.endCursor })).myDataExports;
  expect([...first.nodes, ...second.nodes].map(({ id }) => id)).toEqual(made);
});

it('goes with the person', async () => {
  const { client } = await person();
  await client.ask(ExportMyDataDocument, {});
  await work();
  const { exportMyData: { id } } = await client.ask(ExportMyDataDocument, {});
  await client.ask(DeleteMyAccountDocument, {});
  await graph.jobs.drain({ until: graph.clock.now() + 2 * HOUR });

  expect(await graph.asAdmin().refusal(DataExportDocument, { id })).toBe('NOT_FOUND');
  expect((await dumpTables(graph.context('identity'))).data_export_content?.filter((row) => row.includes(id))).toEqual([]);
});
