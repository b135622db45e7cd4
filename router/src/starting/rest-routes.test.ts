import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { anonymousViewer } from '@sangam/kit/authorization/viewer';
import { AppError } from '@sangam/kit/errors/app-error';
import { INVALID_TOKEN } from '@sangam/kit/errors/codes';
import { openProcess, type ProcessServices } from '@sangam/kit/running/open-process';
import { silentLog } from '@sangam/kit/testing/echo-subgraph';
import express from 'express';
import { closeFront } from '../front/hardening';
import { createRateLimiter } from '../limits/rate-limiter';
import { KEYS, ServedEcho } from '../remote/served-echo.fixture';
import { testEnvironment } from '../testing/environment';
import type { ListedRoute } from './contract';
import type { GraphParts } from './graph-parts';
import { startRemoteParts } from './remote-parts';
import { restErrors, restRoutes } from './rest-routes';
import { loadSettings } from './start-product';

const RATED: ListedRoute = { method: 'POST', path: '/echo/:word', subgraph: 'echo', bodyLimit: 1_000, rate: { limit: 2, windowSeconds: 60 } };
const FREE: ListedRoute = { method: 'GET', path: '/echo/fixed', subgraph: 'echo' };

const OWN: ListedRoute = { method: 'PUT', path: '/echo/own', subgraph: 'echo', bodyLimit: 10, signedIn: true };

let echo: ServedEcho;
let services: ProcessServices;
let parts: GraphParts;
let server: Server;
let url: string;

beforeEach(async () => {
  echo = new ServedEcho();
  await echo.start();
  services = await openProcess('test', loadSettings([], { ...testEnvironment({ dataDir: '/nowhere', prefix: 'rest_' }), SERVICE_KEYS: KEYS.join(','), REDIS_URL: '' }), { clock: echo.clock });
  parts = startRemoteParts({ urls: new Map([['echo', echo.url]]), services, contract: { routes: [RATED, FREE, OWN], viewFacts: new Map() } });
  const limiter = createRateLimiter({ prefix: 'rest', limits: { ipPerMinute: 1, anonymousPerMinute: 1, userPerMinute: 1, userPerHour: 1, factor: 1 }, ruleFacts: new Map(), clock: echo.clock });
  const app = express();
  app.use(restRoutes({
    parts, limiter,
    viewerOf: async (request) => {
      const userId = request.get('authorization') ?? null;
      if (userId === 'forged') throw new AppError(INVALID_TOKEN);
      return { ...anonymousViewer('r1', '203.0.113.7'), userId };
    },
  }));
  app.get('/broken', () => {
    throw new Error('secret detail');
  });
  app.use(...restErrors(silentLog));
  closeFront(app, silentLog);
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await parts.stop();
  await services.close();
  await echo.stop();
});

const post = (path: string, { body = 'x', ...headers }: Record<string, string> = {}) => fetch(`${url}${path}`, { method: 'POST', body, headers });
const shapeOf = async (response: Response) => [response.status, Object.keys((await response.json()) as object)];

describe('the rate of a route', () => {
  it('lets as many requests of one caller pass as it says, whatever the parameters, and refuses the rest before they reach the subgraph', async () => {
    const answers = [await post('/echo/one'), await post('/echo/two'), await post('/echo/three')];

    expect(answers.map(({ status }) => status)).toEqual([201, 201, 429]);
    expect(answers[0]?.headers.get('x-ratelimit-remaining')).toBe('1');
    expect(Number(answers[2]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await answers[2]?.json()).toMatchObject({ error: { code: 'RATE_LIMITED', message: expect.any(String), details: { retryAfter: expect.any(Number) } } });
    expect(echo.echo.ran).toBe(2);
    expect((await post('/echo/one', { authorization: 'somebody' })).status).toBe(201);
  });

  it('is counted nowhere for a route without one', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => fetch(`${url}/echo/fixed`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  });
});

it('a route for signed-in persons refuses everybody else before it looks at the body', async () => {
  const put = (headers: Record<string, string> = {}) => fetch(`${url}/echo/own`, { method: 'PUT', body: 'x'.repeat(11), headers });

  expect((await put()).status).toBe(401);
  expect((await put({ authorization: 'somebody' })).status).toBe(413);
  expect(echo.echo.ran).toBe(0);
});

describe('errors have one shape', () => {
  it.each([
    ['of the route itself', () => post('/echo/missing'), 404, 'NOT_FOUND'],
    ['of a body that is too large', () => post('/echo/word', { body: 'x'.repeat(1_001) }), 413, 'PAYLOAD_TOO_LARGE'],
    ['of a token', () => post('/echo/word', { authorization: 'forged' }), 401, 'INVALID_TOKEN'],
    ['of an unknown path', () => post('/webhooks/nobody'), 404, 'NOT_FOUND'],
    ['of a path below /graphql', () => post('/graphql/more'), 404, 'NOT_FOUND'],
    ['of our own', () => fetch(`${url}/broken`), 500, 'INTERNAL_SERVER_ERROR'],
  ])('%s', async (_name, ask, status, code) => {
    const response = await ask();
    const body = (await response.json()) as { error: { message: string } };
    expect([response.status, body]).toMatchObject([status, { error: { code, message: expect.any(String), details: { requestId: expect.any(String) } } }]);
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  it('and at /graphql that of GraphQL', async () => {
    expect(await shapeOf(await fetch(`${url}/graphql`))).toEqual([404, ['errors']]);
  });
});
