import { SignedClient } from '@sangam/kit/calls/signed-client';
import { silentLog } from '@sangam/kit/testing/echo-subgraph';
import { localServer } from '@sangam/kit/testing/local-server';
import { forwardRoute } from './remote-route';
import { KEYS, requestOf, ServedEcho } from './served-echo.fixture';

describe('a REST request to a subgraph in another process', () => {
  let server: ServedEcho;
  let client: SignedClient;

  beforeEach(async () => {
    server = new ServedEcho();
    await server.start();
    client = new SignedClient(server.target);
  });
  afterEach(async () => {
    await client.close();
    await server.stop();
  });

  const forward = (url: string, rawBody = Buffer.alloc(0), headers: Record<string, string> = {}) =>
    forwardRoute(client, { method: 'POST', url, rawBody, headers, viewer: requestOf('u1').viewer }, silentLog);

  const jsonOf = ({ body }: { body?: unknown }) => JSON.parse(String(body)) as Record<string, unknown>;

  it('arrives with its exact bytes, its query and its headers, for the viewer', async () => {
    const bytes = Buffer.from([0, 0xff, 0x7b, 0x0d, 0x0a]);
    const answer = await forward('/echo/word?a=1&b=%20', bytes, { 'x-partner-signature': 'abc', connection: 'keep-alive', 'content-length': '999', 'x-viewer': 'forged', host: 'public.example' });

    expect(answer).toMatchObject({ status: 201, headers: { 'x-word': 'word', 'content-type': 'application/json; charset=utf-8' } });
    expect(jsonOf(answer)).toMatchObject({ path: '/echo/word', query: { a: '1', b: ' ' }, sent: '00ff7b0d0a', userId: 'u1', headers: { 'x-partner-signature': 'abc' } });
  });

  it('is answered with the status and body of the route\'s own refusal', async () => {
    const answer = await forward('/echo/missing');
    expect([answer.status, jsonOf(answer)]).toMatchObject([404, { error: { code: 'NOT_FOUND', details: { requestId: 'r-u1' } } }]);
  });

  it('is answered with 503 in the shape of the house when the subgraph is down', async () => {
    await server.stop();
    const answer = await forward('/echo/word');
    expect(answer).toMatchObject({ status: 503, body: { error: { code: 'SUBGRAPH_UNAVAILABLE', details: { requestId: 'r-u1' } } } });
  });

  it('keeps a 401 that the route itself answers, and hides one about the signature between the processes', async () => {
    const route = await localServer((_request, response) => void response.writeHead(401).end('bad webhook signature'));
    const ofRoute = new SignedClient({ ...server.target, url: route.url });
    const stranger = new SignedClient({ ...server.target, keys: KEYS.map((key) => key.toUpperCase()) });
    const call = { method: 'POST', url: '/echo/word', rawBody: Buffer.from('x'), headers: {}, viewer: requestOf('u1').viewer };

    expect([(await forwardRoute(ofRoute, call, silentLog)).status, (await forwardRoute(stranger, call, silentLog)).status]).toEqual([401, 503]);
    await Promise.all([ofRoute.close(), stranger.close(), route.close()]);
  });
});
