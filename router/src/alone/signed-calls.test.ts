import { composeServices } from '@apollo/composition';
import { printSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { KEYS, ServedEcho } from '../remote/served-echo.fixture';
import { openTestStream } from '../testing/test-stream';
import { RouterAlone } from './alone.fixture';

const served = new ServedEcho();
let sdl: string;

beforeAll(async () => {
  await served.start();
  // A router alone has no clock of the tests.
  served.clock.moveTo(Date.now());
  const { supergraphSdl, errors } = composeServices([{ name: 'echo', url: `${served.url}/graphql`, typeDefs: parse(printSubgraphSchema(served.echo.schema)) }]);
  sdl = supergraphSdl ?? String(errors);
});
afterAll(() => served.stop());

async function asked(environment: Record<string, string>) {
  const router = await new RouterAlone(sdl).start(environment);
  try {
    return await router.ask('{ identity { caller userId requestId } }', { headers: { 'x-request-id': 'r1', authorization: 'Bearer forged', 'x-user-id': 'u1' } });
  } finally {
    await router.stop();
  }
}

describe('calls of a router alone', () => {
  it('are signed where it has service keys, for nobody in particular', async () => {
    expect(await asked({ SERVICE_KEYS: KEYS.join(',') })).toEqual({ status: 200, data: { identity: { caller: 'router', userId: null, requestId: 'r1' } } });
  });

  it('are signed for streams too', async () => {
    const router = await new RouterAlone(sdl).start({ SERVICE_KEYS: KEYS.join(',') });
    const stream = await openTestStream<unknown>({ url: `${router.url.replace('http', 'ws')}/graphql`, token: null, query: 'subscription { spoken(room: "hall") { text } }', variables: {}, requestId: 'r2', opened: served.echo.listeners('hall', 1) });
    served.echo.say('hall', 'hello');

    expect(await stream.next()).toEqual({ spoken: { text: 'hello' } });
    await stream.close();
    await router.stop();
  });

  it('are not signed where it has none', async () => {
    expect((await asked({})).errors?.[0]?.extensions.code).toBe('SUBGRAPH_UNAVAILABLE');
  });
});
