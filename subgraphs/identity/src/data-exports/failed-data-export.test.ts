import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { DataExportDocument, ExportMyDataDocument } from '@sangam/schema/typed/operations';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity', 'notifications'] });
});
afterAll(() => graph.stop());

it('is tried for hours while a subgraph is away, then failed and told; another one can be asked for', async () => {
  const { id: userId, email } = await graph.person();
  const { exportMyData: { id } } = await graph.asUser({ userId }).ask(ExportMyDataDocument, {});

  const ran = (await graph.jobs.drain()).filter(({ name }) => name === 'identity.collect-data-export');

  expect(ran.map(({ outcome }) => outcome)).toEqual([...Array<string>(11).fill('retried'), 'done']);
  expect((await graph.asUser({ userId }).ask(DataExportDocument, { id })).dataExport).toMatchObject({ state: 'FAILED', files: [], expiresAt: null });
  expect((await graph.mails()).filter(({ to }) => to === email).map(({ subject }) => subject)).toEqual(['The copy of your data could not be made']);
  expect((await graph.asUser({ userId }).ask(ExportMyDataDocument, {})).exportMyData.state).toBe('PENDING');
  await graph.jobs.drain();
});
