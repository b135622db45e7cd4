import { once } from 'node:events';
import { openTestStream } from '../testing/test-stream';
import { RouterAlone } from './alone.fixture';
import { composed, newShop } from './plain-subgraph.fixture';

const { products, reviews } = newShop();
let router: RouterAlone;

beforeAll(async () => {
  await Promise.all([products.start(), reviews.start()]);
  router = await new RouterAlone(composed([products, reviews])).start();
});
afterAll(async () => {
  await router.stop();
  await Promise.all([products.stop(), reviews.stop()]);
});

const CHANGES = 'subscription { productChanged { name reviews } }';

interface Changed {
  readonly productChanged: unknown;
}

/** Resolves once the subgraph has begun to listen for it. */
function subscribe(token: string | null, query = CHANGES) {
  const opened = once(products.events, 'subscribed').then(() => undefined);
  return openTestStream<Changed>({ url: `${router.url.replace('http', 'ws')}/graphql`, token, query, variables: {}, requestId: 'r1', opened });
}

describe('a subscription', () => {
  it('is completed from other subgraphs, event by event', async () => {
    const stream = await subscribe(null);
    products.events.emit('changed', '1');
    products.events.emit('changed', '2');

    expect([await stream.next(), await stream.next()]).toEqual([
      { productChanged: { name: 'Product 1', reviews: ['1 is good'] } }, { productChanged: { name: 'Product 2', reviews: ['2 is good'] } },
    ]);
    await stream.close();
  });

  it('shares a socket with those that bring the same headers, which are handed on', async () => {
    products.connected.length = 0;
    reviews.received.length = 0;
    const streams = [await subscribe('a'), await subscribe('a'), await subscribe('b')];
    products.events.emit('changed', '3');

    for (const stream of streams) expect(await stream.next()).toEqual({ productChanged: { name: 'Product 3', reviews: ['3 is good'] } });
    expect(products.connected).toEqual([{ authorization: 'Bearer a' }, { authorization: 'Bearer b' }]);
    expect([...new Set(reviews.received.map(({ headers }) => headers.authorization))].sort()).toEqual(['Bearer a', 'Bearer b']);
    for (const stream of streams) await stream.close();
  });

  it('comes as an event stream too', async () => {
    const opened = once(products.events, 'subscribed');
    const leaving = new AbortController();
    const response = await fetch(`${router.url}/graphql`, { method: 'POST', signal: leaving.signal, headers: { 'content-type': 'application/json', accept: 'text/event-stream' }, body: JSON.stringify({ query: CHANGES }) });
    await opened;
    products.events.emit('changed', '4');

    const reader = response.body?.getReader();
    let text = '';
    while (!text.includes('\n\n')) text += Buffer.from((await reader?.read())?.value ?? []).toString();
    expect([response.status, response.headers.get('content-type'), text]).toEqual([200, 'text/event-stream; charset=utf-8', 'event: next\ndata: {"data":{"productChanged":{"name":"Product 4","reviews":["4 is good"]}}}\n\n']);
    leaving.abort();
  });

  it('ends with an error when its subgraph goes, and can be opened again when it is back', async () => {
    const stream = await subscribe(null);
    products.cut();

    expect((await stream.nextErrors()).map(({ extensions }) => extensions.code)).toEqual(['SUBGRAPH_UNAVAILABLE']);
    expect(await stream.ended()).toBeNull();
    const again = await subscribe(null);
    products.events.emit('changed', '5');
    expect(await again.next()).toEqual({ productChanged: { name: 'Product 5', reviews: ['5 is good'] } });
    await again.close();
  });

  it('to a subgraph that is down is refused', async () => {
    await products.stop();
    const stream = await openTestStream<Changed>({ url: `${router.url.replace('http', 'ws')}/graphql`, token: null, query: CHANGES, variables: {}, requestId: 'r2', opened: Promise.resolve() });

    expect((await stream.nextErrors()).map(({ extensions }) => extensions.code)).toEqual(['SUBGRAPH_UNAVAILABLE']);
    await stream.close();
    await products.start();
  });

  it('shows the gap where another subgraph does not answer', async () => {
    reviews.answer = (_request, response) => response.writeHead(500).end();
    const stream = await subscribe(null);
    products.events.emit('changed', '6');

    expect(await stream.nextAnswer()).toMatchObject({ data: { productChanged: { name: 'Product 6', reviews: null } }, errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }] });
    await stream.close();
    reviews.answer = (_request, _response, otherwise) => otherwise();
  });
});

it('a socket answers queries', async () => {
  const stream = await openTestStream<unknown>({ url: `${router.url.replace('http', 'ws')}/graphql`, token: null, query: '{ product(id: "1") { name } }', variables: {}, requestId: 'r3', opened: Promise.resolve() });
  expect(await stream.next()).toEqual({ product: { name: 'Product 1' } });
  await stream.close();
});
