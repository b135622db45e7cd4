import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { MyLoginSessionsDocument } from '@sangam/schema/typed/operations';
import { placeDatabase } from './place-database.fixture';
import { placeOf } from './place';

const graphs: TestGraph[] = [];
const start = async (path: string) => {
  const graph = await startGraph({ subgraphs: ['identity'], environment: { PLACE_DATABASE: path } });
  graphs.push(graph);
  return graph;
};
afterEach(() => Promise.all(graphs.splice(0).map((graph) => graph.stop())));

/** What the list of sessions says of one that was just opened, on this machine. */
async function placeOfSession(graph: TestGraph) {
  const { client } = await (await graph.person()).signIn();
  return (await client.ask(MyLoginSessionsDocument, { first: 1 })).me?.loginSessions?.nodes[0]?.place;
}

it('a session tells where it was opened, by the database of the operator', async () => {
  const graph = await start(await placeDatabase(127, { city: { names: { en: 'Jaipur' } }, country: { iso_code: 'IN' } }));

  expect(await placeOfSession(graph)).toEqual({ city: 'Jaipur', country: 'IN' });
  const ctx = graph.context('identity');
  expect(await Promise.all(['127.9.9.9', '126.0.0.1', '2001:db8::1', '', 'nowhere'].map((ip) => placeOf(ctx, ip)))).toEqual([{ city: 'Jaipur', country: 'IN' }, null, null, null, null]);
});

it('knows a country without its city', async () => {
  expect(await placeOfSession(await start(await placeDatabase(127, { country: { iso_code: 'KR' } })))).toEqual({ city: null, country: 'KR' });
});

it.each(['', '/nowhere/places.mmdb'])('tells no place with the database %j', async (path) => {
  expect(await placeOfSession(await start(path))).toBeNull();
});
