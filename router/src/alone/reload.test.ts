import { once } from 'node:events';
import { openTestStream } from '../testing/test-stream';
import { RouterAlone } from './alone.fixture';
import { composed, newShop } from './plain-subgraph.fixture';

const { products, reviews } = newShop();
let before: string;
let after: string;
let router: RouterAlone;

beforeAll(() => Promise.all([products.start(), reviews.start()]));
beforeEach(async () => {
  before = composed([products, reviews]);
  // What is `name` before is `title` after: each supergraph answers one of the two.
  after = composed([products, reviews], (typeDefs) => typeDefs.replace('name: String', 'title: String'));
  products.answer = (_request, _response, otherwise) => otherwise();
  router = await new RouterAlone(before).start();
});
afterEach(() => router.stop());
afterAll(() => Promise.all([products.stop(), reviews.stop()]));

const LOADED = 'the supergraph was loaded again';
const NOT_TAKEN = 'the supergraph in the file was not taken; the one before is still served';
const fields = async () => JSON.stringify((await router.ask('{ __type(name: "Product") { fields { name } } }')).data).match(/(?<="name":")\w+/g);

describe('a supergraph that changes', () => {
  it.each(['write', 'replace'] as const)('is served as soon as its file says so (%s)', async (how) => {
    const loaded = router.logs(LOADED);
    router[how](after);
    await loaded;

    expect(await fields()).toEqual(['id', 'title', 'reviews']);
    expect(await router.ask('{ product(id: "1") { id reviews } }')).toEqual({ status: 200, data: { product: { id: '1', reviews: ['1 is good'] } } });
    expect((await router.ask('{ product(id: "1") { name } }')).errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('lets requests that are under way end with the one before, and drops no connection', async () => {
    let release: () => void = () => undefined;
    products.answer = (_request, _response, otherwise) => (release = otherwise);
    const asked = once(products.events, 'asked');
    const underWay = router.ask('{ product(id: "1") { name reviews } }');
    await asked;

    const loaded = router.logs(LOADED);
    router.replace(after);
    await loaded;
    // The second step of its plan is taken after the change.
    release();

    expect(await underWay).toEqual({ status: 200, data: { product: { name: 'Product 1', reviews: ['1 is good'] } } });
  });

  it('answers every request while its file is written over and over', async () => {
    const statuses = new Set<number>();
    let writing = true;
    const asking = Array.from({ length: 4 }, async () => {
      while (writing) statuses.add((await router.ask('{ product(id: "1") { id reviews } }')).status);
    });
    for (const text of [after, before, after]) {
      const loaded = router.logs(LOADED);
      router.write(text);
      await loaded;
    }
    writing = false;
    await Promise.all(asking);

    expect([...statuses]).toEqual([200]);
    expect(await fields()).toContain('title');
  });

  it('leaves streams open, and sockets for what is asked anew', async () => {
    const url = `${router.url.replace('http', 'ws')}/graphql`;
    const opened = once(products.events, 'subscribed').then(() => undefined);
    const stream = await openTestStream<unknown>({ url, token: null, query: 'subscription { productChanged { name reviews } }', variables: {}, requestId: 'r1', opened });
    const loaded = router.logs(LOADED);
    router.replace(after);
    await loaded;

    products.events.emit('changed', '1');
    expect(await stream.next()).toEqual({ productChanged: { name: 'Product 1', reviews: ['1 is good'] } });
    await stream.close();
  });
});

describe('a file that cannot be served', () => {
  it.each([
    ['is half written', () => before.slice(0, before.length / 2)],
    ['is empty', () => ''],
    ['is no supergraph', () => 'type Query { a: Int }'],
    ['says what is not supported', () => composed([products, reviews], (typeDefs) => typeDefs.replace('name: String', 'name: String @authenticated'))],
  ])('because it %s leaves the one before in its place, and the log says so', async (_reason, text) => {
    const refused = router.logs(NOT_TAKEN);
    router.write(text());
    expect(JSON.stringify(await refused)).toContain('The supergraph cannot be served');
    expect(await router.ask('{ product(id: "1") { name } }')).toMatchObject({ status: 200, data: { product: { name: 'Product 1' } } });

    const loaded = router.logs(LOADED);
    router.write(after);
    await loaded;
    expect(await fields()).toContain('title');
  });
});
