import { count } from '@sangam/kit/database/read';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { ClaimFileDocument, PersonalDataPageDocument } from '@sangam/schema/typed/internal';
import { DeleteMyAccountDocument } from '@sangam/schema/typed/operations';
import { fileStore } from './file-store';
import { FileUsage } from './file-usage.entity';
import { File } from './file.entity';
import { fetchLink, uploaded } from './upload.fixture';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity', 'storage'] });
});
afterAll(() => graph.stop({ leaves: 'events for subgraphs that do not run' }));

it('loses files, used ones too, with their bytes and links; others keep theirs', async () => {
  const [owner, other] = [await graph.person(), await graph.person()];
  const client = graph.asUser({ userId: owner.id });
  const [unused, used] = [await uploaded(client), await uploaded(client)];
  const kept = await uploaded(graph.asUser({ userId: other.id }));
  await graph.internal('storage', ClaimFileDocument, { input: { fileId: used.fileId, userId: owner.id, purpose: 'PROFILE_PHOTO' } });

  await client.ask(DeleteMyAccountDocument, {});
  await graph.jobs.drain({ until: graph.clock.now() + 60_000 });

  const ctx = graph.context('storage');
  expect([await count(ctx, File, { ownerId: owner.id }), await count(ctx, FileUsage, { ownerId: owner.id })]).toEqual([0, 0]);
  expect(await Promise.all([unused, used, kept].map(async ({ fileId }) => (await fileStore(ctx).get(fileId)) !== null))).toEqual([false, false, true]);
  expect((await fetchLink(client, used.url)).status).toBe(404);
});

it('is handed what is known of each file, and nothing of the files of others', async () => {
  const [owner, other] = [await graph.person(), await graph.person()];
  const { fileId } = await uploaded(graph.asUser({ userId: owner.id }), { name: 'holiday.jpg' });
  await uploaded(graph.asUser({ userId: other.id }));

  const { personalDataPage: page } = await graph.internal('storage', PersonalDataPageDocument, { userId: owner.id });

  expect(page).toMatchObject({ file: 'files', next: null });
  expect(page.rows.map((row) => JSON.parse(row) as unknown)).toEqual([expect.objectContaining({ id: fileId, name: 'holiday.jpg', purpose: 'PROFILE_PHOTO' })]);
  expect(page.rows.join()).not.toContain('sha256');
});
