import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import { RouterAlone } from './alone.fixture';
import { composed, newShop } from './plain-subgraph.fixture';

const { products, reviews, done } = newShop();
let router: RouterAlone;

beforeAll(async () => {
  await Promise.all([products.start(), reviews.start()]);
  router = await new RouterAlone(composed([products, reviews])).start({ FORWARD_HEADERS: 'Authorization,X-Org-ID', SUBGRAPH_TIMEOUT: '20s' });
});
afterEach(() => {
  for (const subgraph of [products, reviews]) {
    subgraph.answer = (_request, _response, otherwise) => otherwise();
    subgraph.received.length = 0;
  }
});
afterAll(async () => {
  await router.stop();
  await Promise.all([products.stop(), reviews.stop()]);
});

const BOTH = '{ product(id: "7") { name reviews } }';
const BOMB = gzipSync(Buffer.alloc(40_000_000, 0x20));
const NO_REVIEWS = { product: { name: 'Product 7', reviews: null } };

describe('a router alone', () => {
  it('answers over several subgraphs', async () => {
    expect(await router.ask(BOTH)).toEqual({ status: 200, data: { product: { name: 'Product 7', reviews: ['7 is good'] } } });
  });

  it('does one mutation after the other, whichever subgraph it belongs to', async () => {
    await router.ask('mutation { a: addProduct(what: "1") b: addReview(what: "2") c: addProduct(what: "3") d: addReview(what: "4") }');
    expect(done).toEqual(['1', '2', '3', '4']);
  });

  it('hands on the headers that it is told to, and nothing else that says who somebody is', async () => {
    await router.ask(BOTH, { headers: { authorization: 'Basic abc', 'x-org-id': 'o1', cookie: 'session=1', 'x-user-id': 'u1', 'x-request-id': 'r1' } });

    for (const { received } of [products, reviews]) {
      expect(received[0]?.headers).toMatchObject({ authorization: 'Basic abc', 'x-org-id': 'o1', 'x-request-id': 'r1', 'content-type': 'application/json' });
      expect(Object.keys(received[0]?.headers ?? {})).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(cookie|x-user-id|x-viewer|x-service-signature)$/)]));
    }
  });

  it('refuses what the guard refuses', async () => {
    expect(await router.ask(`{ ${Array.from({ length: 6_000 }, (_, i) => `a${i}: __typename`).join(' ')} }`)).toMatchObject({ status: 400 });
    expect(await router.ask('{ nothing }')).toMatchObject({ status: 400, errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
  });

  it('answers introspection of what clients see', async () => {
    expect((await router.ask('{ __type(name: "Product") { fields { name } } }')).data).toEqual({ __type: { fields: [{ name: 'id' }, { name: 'name' }, { name: 'reviews' }] } });
  });

  it.each([['/health/live', /^application\/json/], ['/health/ready', /^application\/json/], ['/graphiql', /^text\/html/], ['/graphiql/graphiql.js', /^text\/javascript/], ['/metrics', /^text\/plain/]])('serves %s', async (path, type) => {
    const response = await fetch(`${router.url}${path}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringMatching(type)]);
  });

  it('shows nothing of the product', async () => {
    for (const path of ['/', '/mailbox', '/.well-known/jwks.json']) expect([path, (await fetch(`${router.url}${path}`)).status]).toEqual([path, 404]);
  });
});

describe('equal reads that are under way', () => {
  /** Answers once as many questions have come as there will be. */
  const heldUntil = (calls: number) => {
    const held: (() => void)[] = [];
    products.answer = (_request, _response, otherwise) => {
      held.push(otherwise);
      if (held.length === calls) for (const answer of held) answer();
    };
  };

  it('share a call', async () => {
    let release: () => void = () => undefined;
    products.answer = (_request, _response, otherwise) => (release = otherwise);
    const asked = once(products.events, 'asked');
    const answers = Array.from({ length: 3 }, () => router.ask('{ product(id: "8") { name } }'));
    await asked;
    // Whoever comes behind these has been read after them.
    await router.ask('{ __typename }');
    release();

    expect(await Promise.all(answers)).toEqual(Array(3).fill({ status: 200, data: { product: { name: 'Product 8' } } }));
    expect(products.received).toHaveLength(1);
  });

  it('do not where their headers differ', async () => {
    heldUntil(2);
    await Promise.all(['a', 'b'].map((authorization) => router.ask('{ product(id: "8") { name } }', { headers: { authorization } })));
    expect(products.received.map(({ headers }) => headers.authorization).sort()).toEqual(['a', 'b']);
  });

  it('are no mutations', async () => {
    heldUntil(2);
    await Promise.all([1, 2].map(() => router.ask('mutation { addProduct(what: "same") }')));
    expect(products.received).toHaveLength(2);
  });
});

describe('what a subgraph may answer', () => {
  const json = (response: ServerResponse, body: unknown, status = 200) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

  it('is unpacked', async () => {
    reviews.answer = ({ headers }, response) => {
      expect(headers['accept-encoding']).toBe('gzip');
      response.writeHead(200, { 'content-type': 'application/graphql-response+json', 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify({ data: { _entities: [{ reviews: ['packed'] }] } })));
    };
    expect((await router.ask(BOTH)).data).toEqual({ product: { name: 'Product 7', reviews: ['packed'] } });
  });

  it('is an error with whatever status, shown without its place in the subgraph', async () => {
    reviews.answer = (_request, response) => json(response, { errors: [{ message: 'Not today.', locations: [{ line: 1, column: 1 }], extensions: { code: 'CLOSED', serviceName: 'x', stacktrace: ['at y'] } }] }, 500);
    const { status, data, errors } = await router.ask(BOTH);
    expect([status, data, errors]).toEqual([200, NO_REVIEWS, [{ message: 'Not today.', path: ['product'], extensions: { code: 'CLOSED', requestId: expect.any(String) } }]]);
  });

  const garbage: Readonly<Record<string, (response: ServerResponse) => void>> = {
    'a page': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    'a failure without a word': (response) => response.writeHead(502).end(),
    'no JSON': (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":'),
    'a list': (response) => json(response, []),
    'null': (response) => json(response, null),
    'nothing': (response) => json(response, {}),
    'data that is text': (response) => json(response, { data: 'text' }),
    'data with a failing status': (response) => json(response, { data: { _entities: [{ reviews: [] }] } }, 500),
    'errors that are text': (response) => json(response, { data: { _entities: [{ reviews: [] }] }, errors: 'text' }),
    'errors that are null': (response) => json(response, { data: { _entities: [{ reviews: [] }] }, errors: [null] }),
    'an empty list of errors': (response) => json(response, { errors: [] }),
    'bytes that are not packed as they say': (response) => response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end('{}'),
    'more than anybody can read': (response) => json(response, { data: { _entities: [{ reviews: ['x'.repeat(11_000_000)] }] } }),
    'a bomb': (response) => response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(BOMB),
    'half an answer': (response) => response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 }).write('{"data":', () => response.destroy()),
  };
  it.each(Object.keys(garbage))('is not %s', async (kind) => {
    reviews.answer = (_request, response) => garbage[kind]?.(response);

    const { status, data, errors } = await router.ask(BOTH);

    expect([status, data, errors?.map(({ path, extensions }) => [path, extensions.code])]).toEqual([200, NO_REVIEWS, [[['product', 'reviews'], 'SUBGRAPH_UNAVAILABLE']]]);
    expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|localhost|    at /);
  });

  it.each([[{ _entities: 'text' }], [{ _entities: [] }], [{ _entities: [7] }], [{ _entities: [{ reviews: 7 }] }], [{ _entities: [{ reviews: [{}] }] }]])('is of the types that it promised: %j', async (data) => {
    reviews.answer = (_request, response) => json(response, { data });
    const answer = await router.ask(BOTH);
    expect([answer.status, answer.data]).toEqual([200, NO_REVIEWS]);
  });
});

describe('a subgraph that is slow', () => {
  let impatient: RouterAlone;
  beforeAll(async () => {
    impatient = await new RouterAlone(composed([products, reviews])).start({ SUBGRAPH_TIMEOUT: '300ms' });
  });
  afterAll(() => impatient.stop());

  it.each<[string, typeof reviews.answer]>([
    ['says nothing', () => undefined],
    ['lets its answer trickle', (_request, response) => {
      const trickle = setInterval(() => response.write(' '), 20);
      response.writeHead(200, { 'content-type': 'application/json' }).once('close', () => clearInterval(trickle));
    }],
  ])('is not waited for: it %s', async (_how, answer) => {
    // Under load the other one may be slow too.
    reviews.answer = answer;
    const { errors } = await impatient.ask(BOTH);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['SUBGRAPH_TIMEOUT']);
  });
});

describe('a subgraph', () => {
  it('that is down takes only its own fields along, and is back when it is back', async () => {
    await reviews.stop();
    const without = await router.ask(BOTH);
    await reviews.start();

    expect([without.data, without.errors?.map(({ path, extensions }) => [path, extensions.code])]).toEqual([NO_REVIEWS, [[['product', 'reviews'], 'SUBGRAPH_UNAVAILABLE']]]);
    expect((await router.ask(BOTH)).data).toEqual({ product: { name: 'Product 7', reviews: ['7 is good'] } });
  });

  it('that cuts the connection is asked once more for a read, and never for a mutation', async () => {
    let cut = 0;
    products.answer = ({ socket }, _response, otherwise) => ((cut += 1) === 1 ? void socket.destroy() : otherwise());

    expect((await router.ask('{ product(id: "9") { name } }')).data).toEqual({ product: { name: 'Product 9' } });
    cut = 0;
    expect((await router.ask('mutation { addProduct(what: "cut") }')).errors?.[0]?.extensions.code).toBe('SUBGRAPH_UNAVAILABLE');
    expect(done).not.toContain('cut');
  });
});
