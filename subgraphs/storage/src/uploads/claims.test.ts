import { transaction } from '@sangam/kit/database/run-transaction';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { dumpTables } from '@sangam/kit/testing/dump-tables';
import { newId } from '@sangam/kit/ids/new-id';
import { profileImageChanged } from '@sangam/schema/events/identity';
import { ClaimFileDocument, type ClaimFileMutationVariables } from '@sangam/schema/typed/internal';
import { DeleteFileDocument, FileDocument, SetProfilePhotoDocument } from '@sangam/schema/typed/operations';
import { fileStore } from './file-store';
import { File } from './file.entity';
import { FileUsage } from './file-usage.entity';
import { uploaded } from './upload.fixture';

const DAY = 86_400_000;
let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity', 'storage'] });
});
afterAll(() => graph.stop());

const somebody = async () => {
  const { id } = await graph.person();
  const client = graph.asUser({ userId: id });
  return { id, client, fileId: (await uploaded(client)).fileId };
};
const claim = (input: ClaimFileMutationVariables['input']) => graph.internal('storage', ClaimFileDocument, { input });
const bytesOf = (fileId: string) => fileStore(graph.context('storage')).get(fileId);

it('of parallel claims one counts; a claimed file is not deleted by its owner', async () => {
  const { id, client, fileId } = await somebody();

  const answers = await Promise.allSettled(Array.from({ length: 8 }, () => claim({ fileId, userId: id, purpose: 'PROFILE_PHOTO' })));

  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await client.refusal(DeleteFileDocument, { id: fileId })).toBe('INVALID_STATE');
  expect((await client.ask(FileDocument, { id: fileId })).file?.id).toBe(fileId);
});

it('is for the owner\'s file of the right purpose only', async () => {
  const { id, fileId } = await somebody();
  const wrong = [{ fileId, userId: newId(), purpose: 'PROFILE_PHOTO' }, { fileId, userId: id, purpose: 'PROFILE_LOGO' }, { fileId: newId(), userId: id, purpose: 'PROFILE_PHOTO' }] as const;
  const before = await dumpTables(graph.context('storage'));

  for (const input of wrong) await expect(claim(input)).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });

  expect(await dumpTables(graph.context('storage'))).toEqual(before);
});

it('runs out after a week when nothing came of it', async () => {
  const { id, client, fileId } = await somebody();
  await claim({ fileId, userId: id, purpose: 'PROFILE_PHOTO' });

  await graph.jobs.drain({ until: graph.clock.now() + 6 * DAY });
  expect((await client.ask(FileDocument, { id: fileId })).file?.id).toBe(fileId);
  await graph.jobs.drain({ until: graph.clock.now() + 2 * DAY });

  expect(await client.refusal(FileDocument, { id: fileId })).toBe('NOT_FOUND');
  expect(await bytesOf(fileId)).toBeNull();
});

it('an event that comes again takes effect once', async () => {
  const { id, client, fileId } = await somebody();
  const second = (await uploaded(client)).fileId;
  await client.ask(SetProfilePhotoDocument, { fileId });
  await client.ask(SetProfilePhotoDocument, { fileId: second });
  await graph.jobs.drain();
  const before = await dumpTables(graph.context('storage'));

  expect(await graph.events.redeliver(profileImageChanged, id)).toEqual(['repeated', 'repeated']);

  expect(await dumpTables(graph.context('storage'))).toEqual(before);
});

it('what an upload that broke off left behind is removed: row, quota and bytes', async () => {
  const { id, client } = await somebody();
  const ctx = graph.context('storage');
  const { fileId } = await uploaded(client);
  await transaction(ctx, async (tx) => {
    await tx.update(File, { id: fileId }, { storedAt: null, expiresAt: new Date(graph.clock.now() + 3_600_000) });
  });
  expect(await client.refusal(FileDocument, { id: fileId })).toBe('NOT_FOUND');

  await graph.jobs.drain({ until: graph.clock.now() + 2 * DAY });

  expect([await bytesOf(fileId), ((await dumpTables(ctx))['file'] ?? []).filter((row) => row.includes(fileId))]).toEqual([null, []]);
  expect((await transaction(ctx, (tx) => tx.findOne(FileUsage, { ownerType: 'USER', ownerId: id })))?.bytes).toBe(0);
});
