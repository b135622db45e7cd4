import { createServer, type Server } from 'node:http';
import express from 'express';
import { FakeClock } from '@sangam/kit/clock/clock';
import { close, listen, send } from '../testing/send-request';
import { createHealthRoutes } from './health';
import type { SubgraphHealth, UpOrDown } from './health-checks';
import { healthRoutes } from './health-routes';

const clock = new FakeClock();
const state: { subgraphs: SubgraphHealth[]; database: UpOrDown; redis: UpOrDown | 'in-process'; accepting: boolean; asked: number; fails: boolean } = {
  subgraphs: [], database: 'up', redis: 'in-process', accepting: true, asked: 0, fails: false,
};
const up = (name: string): SubgraphHealth => ({ name, status: 'up', latencyMs: 1.4 });
const down = (name: string, live?: boolean): SubgraphHealth => ({ name, status: 'down', latencyMs: 3_000, live });

let server: Server;
let port: number;
const get = async (path: string) => {
  const { status, text } = await send(port, path);
  return { status, body: JSON.parse(text) as unknown };
};

beforeAll(async () => {
  const app = express().use(createHealthRoutes({
    name: 'Sangam', version: '1.2.3', clock,
    subgraphs: async () => {
      state.asked += 1;
      if (state.fails) throw new Error('unreachable');
      return state.subgraphs;
    },
    database: async () => state.database, redis: async () => state.redis, accepting: () => state.accepting,
  }));
  server = createServer(app);
  port = await listen(server);
});
beforeEach(() => {
  clock.advance(1_000);
  Object.assign(state, { subgraphs: [up('identity'), up('chat')], database: 'up', redis: 'in-process', accepting: true, asked: 0, fails: false });
});
afterAll(() => close(server));

describe('health', () => {
  it('answers every route of the seeds as they promise while all is well', async () => {
    state.subgraphs = ['identity', 'organizations', 'access', 'billing', 'admin'].map(up);
    state.redis = 'up';

    expect(await get('/')).toEqual({ status: 200, body: { name: 'Sangam', version: '1.2.3', status: 'ok', message: 'Sangam is running.', services: ['identity', 'organizations', 'access', 'billing', 'admin'] } });
    for (const path of ['/health', '/health/', '/health/live']) expect(await get(path)).toEqual({ status: 200, body: { status: 'ok' } });
    expect(await get('/health/ready')).toEqual({ status: 200, body: { status: 'ok', degraded: [] } });
    expect(await get('/api/v1/health')).toEqual({ status: 200, body: { status: 'ok', timestamp: new Date(clock.now()).toISOString() } });
    expect(await get('/api/v1/health/db')).toEqual({ status: 200, body: { status: 'ok', database: 'up' } });
    expect(await get('/api/v1/health/redis')).toEqual({ status: 200, body: { status: 'ok', redis: 'up' } });
    for (const service of ['auth', 'org', 'permission', 'billing', 'audit-log']) {
      for (const slash of ['', '/']) expect(await get(`/${service}/health${slash}`)).toEqual({ status: 200, body: { status: 'ok', service } });
      for (const probe of ['ready', 'live']) expect(await get(`/${service}/health/${probe}`)).toEqual({ status: 200, body: { status: 'ok' } });
    }
  });

  it('tells the state of each subgraph in the detailed answer', async () => {
    state.subgraphs = [up('identity'), down('chat')];

    expect(await get('/health/detailed')).toEqual({
      status: 200,
      body: { status: 'degraded', services: { identity: { status: 'up', latency_ms: 1 }, chat: { status: 'down', latency_ms: 3_000 } }, database: 'up', redis: 'in-process' },
    });
  });

  it('stays ready with a subgraph down and names it', async () => {
    state.subgraphs = [up('identity'), down('chat')];

    expect(await get('/health/ready')).toEqual({ status: 200, body: { status: 'degraded', degraded: ['chat'] } });
  });

  it.each([
    ['every subgraph is down', () => { state.subgraphs = [down('identity'), down('chat')]; }],
    ['it is shutting down', () => { state.accepting = false; }],
    ['the subgraphs cannot be asked', () => { state.fails = true; }],
  ])('is not ready, but alive, while %s', async (_, happen) => {
    happen();

    expect((await get('/health/ready')).status).toBe(503);
    expect((await get('/health/detailed')).status).toBe(503);
    expect(await get('/health/live')).toEqual({ status: 200, body: { status: 'ok' } });
  });

  it('answers 503 for a database or a Redis that is down', async () => {
    Object.assign(state, { database: 'down', redis: 'down' });

    expect(await get('/api/v1/health/db')).toEqual({ status: 503, body: { status: 'unavailable', database: 'down' } });
    expect(await get('/api/v1/health/redis')).toEqual({ status: 503, body: { status: 'unavailable', redis: 'down' } });
  });

  it('says that the bus is in process where there is no Redis', async () => {
    expect(await get('/api/v1/health/redis')).toEqual({ status: 200, body: { status: 'ok', redis: 'in-process' } });
  });

  it('calls a service unavailable whose subgraph is not in the build', async () => {
    expect(await get('/billing/health/')).toEqual({ status: 503, body: { status: 'unavailable', service: 'billing' } });
    for (const probe of ['ready', 'live']) expect(await get(`/billing/health/${probe}`)).toEqual({ status: 503, body: { status: 'unavailable' } });
  });

  it('tells a process that lives without its database from one that is gone', async () => {
    state.subgraphs = [down('identity', true), down('organizations')];

    expect([(await get('/auth/health/live')).status, (await get('/auth/health/ready')).status, (await get('/org/health/live')).status]).toEqual([200, 503, 503]);
  });

  it('asks the subgraphs once a second at most, however many ask for health', async () => {
    await Promise.all(Array.from({ length: 10 }, () => get('/health/ready')));
    expect(state.asked).toBe(1);

    clock.advance(999);
    await get('/health/detailed');
    expect(state.asked).toBe(1);

    clock.advance(1);
    await get('/health/ready');
    expect(state.asked).toBe(2);
  });

  it('lists no row twice and no route that is not answered', async () => {
    const rows = healthRoutes.flatMap(({ covers }) => covers);

    expect(new Set(rows).size).toBe(rows.length);
    expect(rows).toHaveLength(25);
    for (const { path } of healthRoutes) expect([path, (await send(port, path)).status]).not.toEqual([path, 404]);
  });
});
