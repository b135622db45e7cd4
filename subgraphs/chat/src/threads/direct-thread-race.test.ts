import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { ChatThreadsDocument, OpenDirectThreadDocument } from '@sangam/schema/typed/operations';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity', 'chat'] });
});
afterAll(() => graph.stop());

const ROUNDS = 10;
const ASKING = 20;

it('two people get one thread, however many of both ask for it at once, and nobody sees an error', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const [one, other] = [await graph.person(), await graph.person()];
    const [asha, ravi] = [graph.asUser({ userId: one.id }), graph.asUser({ userId: other.id })];

    const opened = await Promise.all(Array.from({ length: ASKING }, (_, i) => (i % 2 ? asha.ask(OpenDirectThreadDocument, { userId: other.id }) : ravi.ask(OpenDirectThreadDocument, { userId: one.id }))));

    expect(new Set(opened.map(({ openDirectThread }) => openDirectThread.id)).size).toBe(1);
    expect((await ravi.ask(ChatThreadsDocument, {})).chatThreads.totalCount).toBe(1);
  }
});
