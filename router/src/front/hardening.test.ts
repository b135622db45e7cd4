import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import express from 'express';
import { createLogger } from '@sangam/kit/observability/logger';
import { clientAddress, isLocalCaller } from './client-address';
import { sendFailure, type Exchange } from './exchange';
import { graphqlDoor } from './graphql-door';
import { readGraphqlRequest } from './graphql-request';
import { closeFront, hardenFront } from './hardening';
import { SERVER_LIMITS } from './http-server';
import { readJson } from './json-body';
import { createProtection } from './protection';
import { requestIdOf } from './request-id';
import { close, listen, send } from '../testing/send-request';
import { claimedHeaders } from './strip-identity';

const log = createLogger('silent', 'test');
const servers: Server[] = [];

async function start(trustedProxies = 0, corsOrigins: readonly string[] = ['https://app.example']): Promise<number> {
  const app = express();
  const protect = createProtection({ corsOrigins, trustedProxies });
  hardenFront(app, protect, trustedProxies);
  app.get('/echo', (request, response) => {
    const { headers, rawHeaders, ip, secure, hostname } = request;
    response.json({ headers, rawHeaders, ip, secure, hostname, address: clientAddress(request, trustedProxies), claims: claimedHeaders(request), local: isLocalCaller(request) });
  });
  app.get('/broken', () => { throw new Error('UNIQUE constraint failed: user.email at /srv/app/db.ts'); });
  closeFront(app, log);
  const server = createServer(graphqlDoor({ steps: [protect], answer: echoRequest, others: app }));
  servers.push(server);
  return listen(server);
}

/** Answers with what was understood. */
function echoRequest(request: IncomingMessage, response: ServerResponse): void {
  const exchange: Exchange = { request, response, facts: { requestId: requestIdOf(request), ip: '', locale: 'en', deviceId: null, userAgent: null }, mediaType: 'application/json' };
  const refused = (error: unknown) => sendFailure(exchange, error, log);
  const read = (body: unknown) => {
    try {
      response.end(JSON.stringify(readGraphqlRequest(body)));
    } catch (error) {
      refused(error);
    }
  };
  readJson(request, { limit: 1_024, refused, read });
}

afterAll(() => Promise.all(servers.map(close)));

describe('the front door', () => {
  let port: number;
  beforeAll(async () => { port = await start(); });

  const JSON_TYPE = { 'content-type': 'application/json' };
  const post = (body: string | Buffer, headers: Record<string, string> = JSON_TYPE) => send(port, '/graphql', { method: 'POST', headers, body });
  const codesOf = (answer: { json<T>(): T }) => answer.json<{ errors: { extensions: { code: string; requestId: string } }[] }>().errors.map(({ extensions }) => extensions.code);

  const bodies: [reason: string, status: number, code: string, body: string | Buffer, headers?: Record<string, string>][] = [
    ['JSON that is none', 400, 'BAD_REQUEST', '{"query":'],
    ['no body', 400, 'BAD_REQUEST', ''],
    ['a batch', 400, 'BAD_REQUEST', '[{"query":"{a}"}]'],
    ['a string', 400, 'BAD_REQUEST', '"{a}"'],
    ['null', 400, 'BAD_REQUEST', 'null'],
    ['no query', 400, 'BAD_REQUEST', '{}'],
    ['a query of another kind', 400, 'BAD_REQUEST', '{"query":{"a":1}}'],
    ['variables as a list', 400, 'BAD_REQUEST', '{"query":"{a}","variables":[1]}'],
    ['variables as text', 400, 'BAD_REQUEST', '{"query":"{a}","variables":"{}"}'],
    ['an operation name of another kind', 400, 'BAD_REQUEST', '{"query":"{a}","operationName":1}'],
    ['bytes that are not compressed as they say', 400, 'BAD_REQUEST', '{"query":"{a}"}', { ...JSON_TYPE, 'content-encoding': 'gzip' }],
    ['compressed bytes that break off', 400, 'BAD_REQUEST', gzipSync('{"query":"{a}"}').subarray(0, -9), { ...JSON_TYPE, 'content-encoding': 'gzip' }],
    ['invalid UTF-8', 400, 'BAD_REQUEST', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
    ['more bytes than the limit', 413, 'PAYLOAD_TOO_LARGE', `{"query":"${'a'.repeat(2_000)}"}`],
    ['a compressed bomb', 413, 'PAYLOAD_TOO_LARGE', gzipSync(Buffer.alloc(40_000_000, 0x20)), { ...JSON_TYPE, 'content-encoding': 'gzip' }],
    ['an unknown compression', 415, 'UNSUPPORTED_MEDIA_TYPE', '{}', { ...JSON_TYPE, 'content-encoding': 'x-bomb' }],
    ['plain text', 415, 'UNSUPPORTED_MEDIA_TYPE', '{"query":"{a}"}', { 'content-type': 'text/plain' }],
    ['a form', 415, 'UNSUPPORTED_MEDIA_TYPE', 'query={a}', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a multipart form', 415, 'UNSUPPORTED_MEDIA_TYPE', '--x--', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['no content type', 415, 'UNSUPPORTED_MEDIA_TYPE', '{"query":"{a}"}', {}],
    ['UTF-7', 415, 'UNSUPPORTED_MEDIA_TYPE', '{"query":"{a}"}', { 'content-type': 'application/json; charset=utf-7' }],
  ];
  it.each(bodies.map(([reason, status, code, body, headers]) => ({ reason, status, code, body, headers })))('refuses $reason as JSON', async ({ status, code, body, headers }) => {
    const answer = await post(body, headers);

    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(codesOf(answer)).toEqual([code]);
    expect(answer.json<{ errors: { extensions: { requestId: string } }[] }>().errors[0]?.extensions.requestId).toBe(answer.headers['x-request-id']);
  });

  it('reads a request and fills in what is missing', async () => {
    const answer = await post('{"query":"{a}","variables":null}', { 'content-type': 'application/json; charset=UTF-8' });

    expect(answer.json()).toEqual({ query: '{a}', documentHash: null, operationName: null, variables: {}, extensions: {} });
  });

  it.each([['gzip', gzipSync], ['GZIP', gzipSync], ['deflate', deflateSync], ['br', brotliCompressSync], ['identity', Buffer.from]])('reads JSON that is compressed with %s', async (encoding, compress) => {
    expect((await post(compress(Buffer.from('{"query":"{a}"}')), { ...JSON_TYPE, 'content-encoding': encoding })).json()).toMatchObject({ query: '{a}' });
  });

  it('reads a body that comes in pieces, and one that is not announced to be too large', async () => {
    expect((await post('{"query":"{a}"}', { ...JSON_TYPE, 'transfer-encoding': 'chunked' })).json()).toMatchObject({ query: '{a}' });
    const answer = await post(`{"query":"${'a'.repeat(200_000)}"}`, { ...JSON_TYPE, 'transfer-encoding': 'chunked' });
    expect([answer.status, codesOf(answer)]).toEqual([413, ['PAYLOAD_TOO_LARGE']]);
  });

  it('hides what went wrong inside', async () => {
    const answer = await send(port, '/broken');

    expect(answer.status).toBe(500);
    expect(answer.json()).toEqual({ errors: [{ message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: answer.headers['x-request-id'] } }] });
  });

  it.each(['/nothing', '/%E0%A4%A', '/graphql/../etc/passwd'])('answers %s as JSON', async (path) => {
    const answer = await send(port, path);

    expect([400, 404]).toContain(answer.status);
    expect(codesOf(answer)).toHaveLength(1);
  });

  it('takes client-sent identity off the request, in every spelling', async () => {
    const forged = {
      'X-User-ID': 'u1', 'x-org-id': 'o1', 'X-ROLE': 'ADMIN', 'X-Viewer': 'v', 'X-Viewer-Signature': 's', 'X-Service-Signature': '1:abc', 'X-Service-Name': 'billing',
      'X-Forwarded-For': '198.51.100.9', 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'evil.example', Forwarded: 'for=198.51.100.9', 'X-Real-IP': '198.51.100.9',
    };

    const echo = (await send(port, '/echo', { headers: { ...forged, 'X-Trace': 'kept' } })).json<{ headers: Record<string, string>; rawHeaders: string[] }>();

    const names = Object.keys(forged).map((name) => name.toLowerCase());
    expect(Object.keys(echo.headers).filter((name) => names.includes(name))).toEqual([]);
    expect(echo.rawHeaders.filter((text) => names.includes(text.toLowerCase()) || Object.values(forged).includes(text))).toEqual([]);
    expect(echo.rawHeaders).toEqual(expect.arrayContaining(['X-Trace', 'kept']));
    expect(echo).toMatchObject({ ip: '127.0.0.1', address: '127.0.0.1', secure: false, hostname: '127.0.0.1', local: false, claims: { 'x-org-id': 'o1', 'x-service-signature': '1:abc' } });
  });

  it('knows a caller on this machine', async () => {
    expect((await send(port, '/echo')).json()).toMatchObject({ local: true, claims: {} });
  });

  it('believes as many proxies as are trusted, and no more', async () => {
    const [one, two] = [await start(1), await start(2)];
    const headers = { 'X-Forwarded-For': '198.51.100.1, 203.0.113.5, 203.0.113.6', 'X-Forwarded-Proto': 'https', 'X-Real-IP': '198.51.100.1', 'X-User-ID': 'u1' };

    const first = (await send(one, '/echo', { headers })).json();
    const second = (await send(two, '/echo', { headers })).json();

    expect(first).toMatchObject({ ip: '203.0.113.6', address: '203.0.113.6', secure: true, claims: { 'x-real-ip': '198.51.100.1', 'x-user-id': 'u1' } });
    expect(second).toMatchObject({ ip: '203.0.113.5', address: '203.0.113.5' });
    expect((await send(one, '/echo')).json()).toMatchObject({ ip: '127.0.0.1', address: '127.0.0.1' });
  });

  it.each([['trace-1:a/b', true], ['x'.repeat(128), true], ['x'.repeat(129), false], ['two words', false], ['späť', false], ['', false]])('treats the request id %s as sane: %s', async (id, isSane) => {
    const answer = await send(port, '/echo', { headers: { 'X-Request-ID': Buffer.from(id, 'utf8').toString('latin1') } });

    expect(answer.headers['x-request-id'] === id).toBe(isSane);
    expect(answer.headers['x-request-id']).toMatch(/^[\x21-\x7e]{1,128}$/);
    expect(answer.json<{ headers: Record<string, string> }>().headers['x-request-id']).toBe(answer.headers['x-request-id']);
  });

  it('protects every answer with headers', async () => {
    const { headers } = await send(port, '/nothing');

    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY', 'cross-origin-resource-policy': 'same-origin', 'cache-control': 'no-store',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  it('asks for TLS where the client came over it', async () => {
    const behindProxy = await start(1);

    expect((await send(behindProxy, '/echo', { headers: { 'X-Forwarded-Proto': 'https' } })).headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
  });

  it('lets pages of configured origins read answers, and no others', async () => {
    const known = await send(port, '/echo', { headers: { origin: 'https://app.example' } });
    const unknown = await send(port, '/echo', { headers: { origin: 'https://evil.example' } });
    const preflight = await send(port, '/graphql', { method: 'OPTIONS', headers: { origin: 'https://app.example', 'access-control-request-method': 'POST' } });

    expect(known.headers).toMatchObject({ 'access-control-allow-origin': 'https://app.example', 'access-control-allow-credentials': 'true' });
    expect(unknown.headers).not.toHaveProperty('access-control-allow-origin');
    expect(preflight.status).toBe(204);
    expect(preflight.headers['access-control-allow-headers']).toContain('Authorization');
  });

  it('never combines credentials with any origin, and allows none by default', async () => {
    const anyone = await send(await start(0, ['*']), '/echo', { headers: { origin: 'https://evil.example' } });
    const nobody = await send(await start(0, []), '/echo', { headers: { origin: 'https://app.example' } });

    expect(anyone.headers['access-control-allow-origin']).toBe('*');
    expect(anyone.headers).not.toHaveProperty('access-control-allow-credentials');
    expect(nobody.headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('a connection that sends its request too slowly', () => {
  it('is closed', async () => {
    const server = createServer({ ...SERVER_LIMITS, headersTimeout: 50, requestTimeout: 100, connectionsCheckingInterval: 10 }, (_request, response) => void response.end());
    servers.push(server);
    const socket = connect(await listen(server), '127.0.0.1');
    const received: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => received.push(chunk));

    socket.write('POST /graphql HTTP/1.1\r\nHost: x\r\nX-A: ');
    await new Promise((resolve) => socket.once('close', resolve));

    expect(Buffer.concat(received).toString()).toMatch(/^HTTP\/1\.1 408 /);
  });
});
