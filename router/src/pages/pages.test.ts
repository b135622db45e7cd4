import { createServer, type Server } from 'node:http';
import express from 'express';
import { FakeClock } from '@sangam/kit/clock/clock';
import { createLogger } from '@sangam/kit/observability/logger';
import { createMetrics } from '@sangam/kit/observability/metrics';
import { closeFront, hardenFront } from '../front/hardening';
import { createProtection } from '../front/protection';
import { measureRequests, requestMeter } from '../front/request-metrics';
import { close, listen, send } from '../testing/send-request';
import { graphiqlPage } from './graphiql';
import { createMetricsServer, localMetricsPage } from './metrics';
import { securityTxt, securityTxtPage } from './security-txt';

const clock = new FakeClock(Date.UTC(2026, 0, 5, 6, 30));
const metrics = createMetrics();
let server: Server;
let port: number;

beforeAll(async () => {
  const app = express();
  hardenFront(app, createProtection({ corsOrigins: [], trustedProxies: 0 }), 0);
  app.use(measureRequests(requestMeter(metrics)));
  app.get('/things/:id', (_request, response) => void response.json({}));
  app.use(graphiqlPage(), securityTxtPage('mailto:security@example.com', clock));
  app.get('/metrics', localMetricsPage(metrics));
  closeFront(app, createLogger('silent', 'test'));
  server = createServer(app);
  port = await listen(server);
});
afterAll(() => close(server));

describe('GraphiQL', () => {
  it('is a page without any inline script, of files that are all served here', async () => {
    const page = await send(port, '/graphiql');

    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; /);
    expect(page.text).not.toMatch(/<script(?![^>]* src=)|\son\w+=|https?:/);
    const files = [...page.text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1] ?? '');
    expect(files).toHaveLength(7);
    for (const file of files) {
      const answer = await send(port, file);
      expect([file, answer.status]).toEqual([file, 200]);
      expect(answer.headers['content-type']).toMatch(file.endsWith('.css') ? /^text\/css/ : /^text\/javascript/);
      expect(answer.headers.etag).toBeDefined();
    }
  });

  it('is not sent again while it has not changed', async () => {
    const { headers } = await send(port, '/graphiql/graphiql.js');

    expect((await send(port, '/graphiql/graphiql.js', { headers: { 'if-none-match': String(headers.etag) } })).status).toBe(304);
  });

  it.each(['/graphiql/package.json', '/graphiql/..%2findex.html', '/graphiql/constructor', '/graphiql/__proto__', '/graphiql/index.html'])('serves nothing else: %s', async (path) => {
    expect((await send(port, path)).status).toBe(404);
  });

  it('does not open up the policy of other answers', async () => {
    expect((await send(port, '/nothing')).headers['content-security-policy']).not.toContain("'self'");
  });
});

describe('security.txt', () => {
  it('names the contact and an end less than a year ahead, by the product\'s clock', async () => {
    const answer = await send(port, '/.well-known/security.txt');

    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.text).toBe('Contact: mailto:security@example.com\nExpires: 2026-07-04T00:00:00Z\nPreferred-Languages: en\n');
    expect(securityTxt('mailto:a@b.example', clock.now() + 86_400_000)).toContain('Expires: 2026-07-05T00:00:00Z');
  });
});

describe('metrics', () => {
  it('count requests by route pattern and status, and whatever matched nothing together', async () => {
    await Promise.all([send(port, '/things/1'), send(port, '/things/2'), send(port, '/a'), send(port, '/b')]);

    const { text } = await send(port, '/metrics');

    expect(text).toMatch(/^http_request_duration_seconds_count\{method="GET",route="\/things\/:id",status="200"\} 2$/m);
    expect(text).toMatch(/^http_request_duration_seconds_count\{method="GET",route="none",status="404"\} \d+$/m);
    expect(text).not.toContain('/things/1');
    expect(text).toMatch(/^http_requests_in_flight 1$/m);
  });

  it.each([['X-Forwarded-For', '203.0.113.1'], ['Forwarded', 'for=203.0.113.1'], ['Via', '1.1 proxy']])('do not exist for callers behind a proxy: %s', async (name, value) => {
    expect((await send(port, '/metrics', { headers: { [name]: value } })).status).toBe(404);
  });

  it('have a port of their own where one is set, with nothing else on it', async () => {
    const own = createMetricsServer(metrics);
    const ownPort = await listen(own);

    const answer = await send(ownPort, '/metrics');

    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe(metrics.contentType);
    expect((await send(ownPort, '/graphql')).status).toBe(404);
    expect((await send(ownPort, '/metrics', { method: 'POST' })).status).toBe(404);
    await close(own);
  });
});
