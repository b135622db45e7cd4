import type { RequestListener } from 'node:http';
import { fetch } from 'undici';
import { localServer, type LocalServer } from '../testing/local-server';
import { Egress, type EgressOptions } from './egress';

/*
 * Nothing here may leave the machine even if the protection is broken: forbidden targets are canaries on the loopback
 * interface, and names resolve to it only.
 */
const refusal = { extensions: { code: 'URL_NOT_ALLOWED' } };
const hostPort = (server: LocalServer) => server.url.replace('http://', '');

describe('the way out', () => {
  const servers: LocalServer[] = [];
  const ways: Egress[] = [];
  let canary: LocalServer;

  const serve = async (answer: RequestListener) => {
    const server = await localServer(answer);
    servers.push(server);
    return server;
  };
  const open = (allowed: readonly LocalServer[] = [], more: Partial<EgressOptions> = {}) => {
    const egress = new Egress({ allowance: allowed.map(hostPort), resolve: async () => [{ address: '127.0.0.1', family: 4 }], ...more });
    ways.push(egress);
    return egress;
  };

  beforeEach(async () => {
    canary = await serve((_request, response) => void response.end('canary'));
  });
  afterEach(async () => {
    await Promise.all([...ways.splice(0).map((way) => way.close()), ...servers.splice(0).map((server) => server.close())]);
  });

  it('leads to an allowed server and back', async () => {
    const server = await serve((request, response) => {
      response.writeHead(201, { 'x-method': String(request.method) });
      request.pipe(response);
    });
    const answer = await open([server]).send(`${server.url}/a`, { method: 'POST', body: 'hello' });

    expect([answer.status, answer.headers['x-method'], String(answer.body), answer.url]).toEqual([201, 'POST', 'hello', `${server.url}/a`]);
  });

  it('does not lead to a private address', async () => {
    await expect(open().send(canary.url)).rejects.toMatchObject(refusal);
    expect(canary.requests()).toBe(0);
  });

  it.each([['one private address', ['127.0.0.1']], ['a private one among others', ['127.0.0.1', '127.0.0.2']], ['the other family', ['::1']], ['a mapped one', ['::ffff:127.0.0.1']], ['none', []]])(
    'does not lead to a name with %s', async (_name, addresses) => {
      const resolve = async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      await expect(open([], { resolve }).send('http://rebound.example/')).rejects.toMatchObject(refusal);
    },
  );

  it('resolves a name once for a connection and connects to what was checked', async () => {
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return [{ address: '127.0.0.1', family: 4 }];
    };
    await expect(open([], { resolve }).send('http://rebound.example/')).rejects.toMatchObject(refusal);
    expect(asked).toBe(1);
  });

  it('guards clients that only take the dispatcher, numbers too', async () => {
    const { dispatcher } = open();
    for (const url of [canary.url, canary.url.replace('127.0.0.1', '[::ffff:127.0.0.1]'), canary.url.replace('127.0.0.1', '2130706433'), canary.url.replace('127.0.0.1', 'localhost')]) {
      await expect(fetch(url, { dispatcher })).rejects.toMatchObject({ cause: refusal });
    }
    expect(canary.requests()).toBe(0);
  });

  describe('with redirects', () => {
    const redirecting = (to: () => string, status = 302) => serve((request, response) => void (request.url === '/end' ? response.end(JSON.stringify([request.method, request.headers.authorization ?? null])) : response.writeHead(status, { location: to() }).end()));

    it('takes the redirect as the answer by default', async () => {
      const server = await redirecting(() => canary.url);
      expect((await open([server]).send(server.url)).status).toBe(302);
    });

    it.each([['a private server', () => canary.url], ['its canary by name', () => canary.url.replace('127.0.0.1', 'localhost')], ['a file', () => 'file:///etc/passwd'], ['another port', () => 'http://a.example:22/'], ['nonsense', () => 'http://[']])(
      'does not follow one to %s', async (_name, to) => {
        const server = await redirecting(to);
        await expect(open([server]).send(server.url, { redirects: 3 })).rejects.toMatchObject(refusal);
        expect(canary.requests()).toBe(0);
      },
    );

    it('stops after as many as are wanted', async () => {
      const server = await redirecting(() => '/again');
      expect((await open([server]).send(server.url, { redirects: 3 })).status).toBe(302);
      expect(server.requests()).toBe(4);
    });

    it('keeps method and secrets within an origin as a browser does', async () => {
      const [moved, kept] = [await redirecting(() => '/end', 303), await redirecting(() => '/end', 307)];
      const send = async (server: LocalServer) => JSON.parse(String((await open([server]).send(server.url, { method: 'POST', body: 'x', headers: { authorization: 'secret' }, redirects: 1 })).body)) as unknown;
      expect([await send(moved), await send(kept)]).toEqual([['GET', 'secret'], ['POST', 'secret']]);
    });

    it('takes no secret to another origin', async () => {
      const other = await redirecting(() => '/end');
      const server = await redirecting(() => `${other.url}/end`);
      const answer = await open([server, other]).send(server.url, { headers: { Authorization: 'secret', cookie: 'a=b' }, redirects: 1 });
      expect(JSON.parse(String(answer.body))).toEqual(['GET', null]);
    });
  });

  describe('gives up', () => {
    it('on an answer that is too large', async () => {
      const server = await serve((_request, response) => void response.end(Buffer.alloc(2_000)));
      const egress = open([server]);
      await expect(egress.send(server.url, { maxBytes: 1_999 })).rejects.toMatchObject({ reason: 'too-large' });
      expect((await egress.send(server.url, { maxBytes: 2_000 })).body).toHaveLength(2_000);
    });

    it('on the rest of an answer of which the beginning is enough', async () => {
      const server = await serve((_request, response) => void response.end(Buffer.alloc(3_000_000)));
      const egress = open([server]);
      for (let time = 0; time < 3; time += 1) expect((await egress.send(server.url, { maxBytes: 1_024, truncate: true })).body).toHaveLength(1_024);
      expect((await egress.send(server.url, { maxBytes: 4_000_000, truncate: true })).body).toHaveLength(3_000_000);
    });

    it('on a server that hangs, before or within its answer', async () => {
      const server = await serve((request, response) => void (request.url === '/within' && response.write('x')));
      for (const path of ['/before', '/within']) await expect(open([server]).send(server.url + path, { timeoutMs: 50 })).rejects.toMatchObject({ reason: 'timeout' });
    });

    it('on a server that is not there', async () => {
      const server = await serve(() => undefined);
      await server.close();
      await expect(open([server]).send(server.url)).rejects.toMatchObject({ reason: 'unreachable' });
    });
  });
});
