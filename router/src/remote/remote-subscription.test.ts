import { openBreakableProxy, type BreakableProxy } from '@sangam/kit/testing/breakable-proxy';
import { parse, type FormattedExecutionResult } from 'graphql';
import { RemoteSubscriptions, type RemoteSubscriptionsOptions } from './remote-subscription';
import { requestOf, ServedEcho } from './served-echo.fixture';

const document = parse('subscription ($room: String!) { spoken(room: $room) { text requestId resumed } }');

type Result = IteratorResult<FormattedExecutionResult>;

describe('streams of a subgraph in another process', () => {
  let server: ServedEcho;
  let proxy: BreakableProxy;
  let remote: RemoteSubscriptions;

  const connect = (options: Partial<RemoteSubscriptionsOptions> = {}) => {
    remote = new RemoteSubscriptions({ ...server.target, url: `http://127.0.0.1:${proxy.port}`, ...options });
  };

  beforeEach(async () => {
    server = new ServedEcho();
    await server.start();
    proxy = await openBreakableProxy(server.port);
    connect();
  });
  afterEach(async () => {
    await remote.close();
    await proxy.close();
    await server.stop();
  });

  async function subscribe(userId: string, { room = 'a', opens = true } = {}) {
    const opened = { count: 0, next: () => Promise.resolve() };
    let told: () => void = () => undefined;
    opened.next = () => new Promise<void>((resolve) => (told = resolve));
    const first = opened.next();
    const events = await remote.subscribe({
      document, variables: { room }, context: requestOf(userId),
      onOpened: () => {
        opened.count += 1;
        told();
      },
    });
    if (opens) await first;
    return { events, opened };
  }

  const spokenOf = ({ value }: Result) => (value?.data as { spoken: { text: string; resumed: boolean } } | undefined)?.spoken;

  it('carry events with the identity of each subscriber', async () => {
    const [one, two] = [await subscribe('one'), await subscribe('two')];
    await server.echo.listeners('a', 2);
    server.echo.say('a', 'hello');

    expect([(await one.events.next()).value, (await two.events.next()).value]).toEqual(['r-one', 'r-two'].map((requestId) => ({ data: { spoken: { text: 'hello', requestId, resumed: false } } })));
  });

  it('end at the subgraph when the reader stops, also while nothing happens', async () => {
    const { events } = await subscribe('one');
    await server.echo.listeners('a', 1);
    const pending = events.next();
    await events.return?.();

    expect(await pending).toEqual({ done: true, value: undefined });
    await server.echo.listeners('a', 0);
    expect(remote.size).toBe(0);
  });

  it('leave nothing behind after 200 of them', async () => {
    const streams = await Promise.all(Array.from({ length: 200 }, (_, index) => subscribe(`u${index}`)));
    await server.echo.listeners('a', 200);
    await Promise.all(streams.map(({ events }) => events.return?.()));
    await server.echo.listeners('a', 0);
    expect(remote.size).toBe(0);
  });

  it('share one socket', async () => {
    await server.stop();
    await server.start({ maxSockets: 1 });
    const streams = [await subscribe('one'), await subscribe('two'), await subscribe('three')];
    await server.echo.listeners('a', 3);
    server.echo.say('a', 'hello');

    const heard = await Promise.all(streams.map(({ events }) => events.next()));
    expect(heard.map((result) => spokenOf(result)?.text)).toEqual(['hello', 'hello', 'hello']);
  });

  it('go on after the connection broke, signed anew, and the subgraph knows that events were missed', async () => {
    const { events, opened } = await subscribe('one');
    await server.echo.listeners('a', 1);
    server.echo.say('a', 'before');
    expect(spokenOf(await events.next())).toMatchObject({ text: 'before', resumed: false });

    const told = opened.next();
    await proxy.cut();
    await server.echo.listeners('a', 0);
    server.echo.say('a', 'into the void');
    await proxy.restore();
    await told;
    await server.echo.listeners('a', 1);
    server.echo.say('a', 'after');

    expect([spokenOf(await events.next()), opened.count]).toMatchObject([{ text: 'after', resumed: true }, 2]);
  });

  it('go on after the subgraph was restarted', async () => {
    const { events, opened } = await subscribe('one');
    await server.echo.listeners('a', 1);
    const told = opened.next();
    await server.stop();
    await server.start();
    await told;
    await server.echo.listeners('a', 1);
    server.echo.say('a', 'after');

    expect([spokenOf(await events.next()), opened.count]).toMatchObject([{ text: 'after', resumed: true }, 2]);
  });

  it('begin when a subgraph that is down comes up, which knows that they began late', async () => {
    await proxy.cut();
    const { events, opened } = await subscribe('one', { opens: false });
    const told = opened.next();
    const pending = events.next();
    await proxy.restore();
    await told;
    await server.echo.listeners('a', 1);
    server.echo.say('a', 'at last');

    expect([spokenOf(await pending), opened.count]).toMatchObject([{ text: 'at last', resumed: true }, 1]);
  });

  it('notice a network that vanished without a word, and one that is still gone when they try again', async () => {
    await remote.close();
    connect({ pingAfterMs: 20, pongWithinMs: 200 });
    const { opened } = await subscribe('one');
    await server.echo.listeners('a', 1);
    const told = opened.next();
    const attempts = proxy.accepted;
    proxy.freeze();
    while (proxy.accepted < attempts + 2) await new Promise((resolve) => setTimeout(resolve, 10));
    await proxy.restore();

    await told;
    expect(opened.count).toBe(2);
  });

  it('answer the error of a refused subscription and end', async () => {
    const { events } = await subscribe('one', { room: 'closed', opens: false });
    expect(await events.next()).toMatchObject({ done: false, value: { errors: [{ message: 'Not found.', extensions: { code: 'NOT_FOUND' } }] } });
    expect(await events.next()).toEqual({ done: true, value: undefined });
    expect(remote.size).toBe(0);
  });

  it('end when the router stops, also while they wait for a connection', async () => {
    await proxy.cut();
    const { events } = await subscribe('one', { opens: false });
    const pending = events.next();
    await remote.close();
    expect(await pending).toEqual({ done: true, value: undefined });
  });
});
