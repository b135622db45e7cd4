import { openBreakableProxy, type BreakableProxy } from '@sangam/kit/testing/breakable-proxy';
import { parse, type FormattedExecutionResult } from 'graphql';
import { RemoteSubscriptions, type RemoteSubscriptionsOptions } from './remote-subscription';
import { requestOf, ServedEcho } from './served-echo.fixture';

const document = parse('subscription ($room: String!) { spoken(room: $room) { text requestId } }');

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

  async function subscribe(userId: string, room = 'a') {
    const gaps = { count: 0, next: () => Promise.resolve() };
    let told: () => void = () => undefined;
    gaps.next = () => new Promise<void>((resolve) => (told = resolve));
    const events = await remote.subscribe({
      document, variables: { room }, context: requestOf(userId),
      onGap: () => {
        gaps.count += 1;
        told();
      },
    });
    return { events, gaps };
  }

  const textOf = ({ value }: Result) => (value?.data as { spoken: { text: string } } | undefined)?.spoken.text;

  it('carry events with the identity of each subscriber', async () => {
    const [one, two] = [await subscribe('one'), await subscribe('two')];
    await server.echo.listeners('a', 2);
    server.echo.say('a', 'hello');

    expect([(await one.events.next()).value, (await two.events.next()).value]).toEqual(['r-one', 'r-two'].map((requestId) => ({ data: { spoken: { text: 'hello', requestId } } })));
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
    const other = await openBreakableProxy(proxy.port);
    await remote.close();
    connect({ url: `http://127.0.0.1:${other.port}` });
    const streams = [await subscribe('one'), await subscribe('two'), await subscribe('three')];
    await server.echo.listeners('a', 3);

    const gaps = Promise.all(streams.map(({ gaps: told }) => told.next()));
    await other.cut();
    await other.restore();
    await gaps;
    await server.echo.listeners('a', 3);
    await other.close();
  });

  it('go on after the connection broke, signed anew, and are told of the gap once', async () => {
    const { events, gaps } = await subscribe('one');
    await server.echo.listeners('a', 1);
    server.echo.say('a', 'before');
    expect(textOf(await events.next())).toBe('before');

    const told = gaps.next();
    await proxy.cut();
    await server.echo.listeners('a', 0);
    server.echo.say('a', 'into the void');
    await proxy.restore();
    await told;
    await server.echo.listeners('a', 1);
    server.echo.say('a', 'after');

    expect([textOf(await events.next()), gaps.count]).toEqual(['after', 1]);
  });

  it('go on after the subgraph was restarted', async () => {
    const { events, gaps } = await subscribe('one');
    await server.echo.listeners('a', 1);
    const told = gaps.next();
    await server.stop();
    await server.start();
    await told;
    await server.echo.listeners('a', 1);
    server.echo.say('a', 'after');

    expect([textOf(await events.next()), gaps.count]).toEqual(['after', 1]);
  });

  it('begin when a subgraph that is down comes up, and are told that they began late', async () => {
    await proxy.cut();
    const { events, gaps } = await subscribe('one');
    const told = gaps.next();
    const pending = events.next();
    await proxy.restore();
    await told;
    await server.echo.listeners('a', 1);
    server.echo.say('a', 'at last');

    expect([textOf(await pending), gaps.count]).toEqual(['at last', 1]);
  });

  it('notice a network that vanished without a word', async () => {
    await remote.close();
    connect({ pingAfterMs: 20, pongWithinMs: 50 });
    const { gaps } = await subscribe('one');
    await server.echo.listeners('a', 1);
    const told = gaps.next();
    proxy.freeze();
    const restore = setInterval(() => void proxy.restore(), 100);

    await told;
    clearInterval(restore);
    expect(gaps.count).toBe(1);
  });

  it('answer the error of a refused subscription and end', async () => {
    const { events } = await subscribe('one', 'closed');
    expect(await events.next()).toMatchObject({ done: false, value: { errors: [{ message: 'Not found.', extensions: { code: 'NOT_FOUND' } }] } });
    expect(await events.next()).toEqual({ done: true, value: undefined });
    expect(remote.size).toBe(0);
  });

  it('end when the router stops, also while they wait for a connection', async () => {
    await proxy.cut();
    const { events } = await subscribe('one');
    const pending = events.next();
    await remote.close();
    expect(await pending).toEqual({ done: true, value: undefined });
  });
});
