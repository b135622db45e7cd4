import { Redis } from 'ioredis';
import { pino } from 'pino';
import { newId } from '../ids/new-id';
import { openBreakableProxy, type BreakableProxy } from '../testing/breakable-proxy';
import type { LiveBus, LiveListener, LiveMessage } from './live-bus';
import { createMemoryBus } from './memory-bus';
import { createRedisBus } from './redis-bus';

const REDIS = 'redis://127.0.0.1:6379';
const log = pino({ level: 'silent' });

const message = <P>(topic: string, payload: P): LiveMessage<P> => ({ topic, kind: 'Tested', payload, audience: { users: ['u1'] } });

/** Collects what it hears and lets a test wait for it. */
class Ear implements LiveListener {
  readonly heard: unknown[] = [];
  gaps = 0;
  private waiting: (() => void)[] = [];

  message(received: LiveMessage): void {
    this.heard.push(received.payload);
    this.notice();
  }

  gap(): void {
    this.gaps += 1;
    this.notice();
  }

  async until(reached: (ear: Ear) => boolean): Promise<void> {
    while (!reached(this)) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private notice(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }
}

const forms: [string, () => LiveBus][] = [
  ['memory', () => createMemoryBus(log)],
  ['redis', () => createRedisBus({ url: REDIS, prefix: `test-${newId()}`, log })],
];

describe.each(forms)('live bus: %s', (_, open) => {
  let bus: LiveBus;

  beforeEach(() => (bus = open()));
  afterEach(() => bus.close());

  it('delivers a copy of the message to every listener of the topic and to no other', async () => {
    const [first, second, other] = [new Ear(), new Ear(), new Ear()];
    await bus.subscribe('a', first);
    await bus.subscribe('a', second);
    await bus.subscribe('b', other);
    const payload = { text: 'नमस्ते', n: 1 };

    await bus.publish(message('a', payload));
    payload.n = 2;
    await Promise.all([first, second].map((ear) => ear.until((it) => it.heard.length === 1)));
    await bus.publish(message('b', 'last'));
    await other.until((it) => it.heard.length > 0);

    expect([first.heard, second.heard, other.heard]).toEqual([[{ text: 'नमस्ते', n: 1 }], [{ text: 'नमस्ते', n: 1 }], ['last']]);
  });

  it('keeps the order of a topic, also for messages published by a listener', async () => {
    const [echoing, second] = [new Ear(), new Ear()];
    await bus.subscribe('a', {
      message: (received) => {
        echoing.message(received);
        if (received.payload === 0) void bus.publish(message('a', 'echo'));
      },
      gap: () => undefined,
    });
    await bus.subscribe('a', second);

    for (let n = 0; n < 100; n += 1) void bus.publish(message('a', n));
    await Promise.all([echoing, second].map((ear) => ear.until((it) => it.heard.length === 101)));

    expect(second.heard).toEqual(echoing.heard);
    expect(second.heard.filter((n) => n !== 'echo')).toEqual(Array.from({ length: 100 }, (_unused, n) => n));
  });

  it('hears what is published as soon as subscribe has answered', async () => {
    for (let round = 0; round < 20; round += 1) {
      const ear = new Ear();
      const leave = await bus.subscribe(`round-${round}`, ear);
      await bus.publish(message(`round-${round}`, round));
      await ear.until((it) => it.heard.length === 1);
      await leave();
    }
    expect(bus.topics()).toEqual([]);
  });

  it('leaves nothing behind when the last listener left, and hears again after a new subscription', async () => {
    const [first, second] = [new Ear(), new Ear()];
    const leaveFirst = await bus.subscribe('a', first);
    const leaveSecond = await bus.subscribe('a', second);

    await leaveFirst();
    await leaveFirst();
    expect(bus.topics()).toEqual(['a']);
    await bus.publish(message('a', 1));
    await second.until((it) => it.heard.length === 1);
    await leaveSecond();
    expect(bus.topics()).toEqual([]);
    const again = new Ear();
    await bus.subscribe('a', again);
    await bus.publish(message('a', 2));
    await again.until((it) => it.heard.length === 1);

    expect([first.heard, second.heard, again.heard]).toEqual([[], [1], [2]]);
  });

  it('goes on when a listener throws or a message is not JSON', async () => {
    const ear = new Ear();
    await bus.subscribe('a', { message: () => { throw new Error('broken listener'); }, gap: () => undefined });
    await bus.subscribe('a', ear);

    await bus.publish(message<unknown>('a', 1n) as LiveMessage<number>);
    await bus.publish(message('a', 'fine'));
    await ear.until((it) => it.heard.includes('fine'));

    expect(ear.heard).toEqual(['fine']);
  });

  it('is healthy until it is closed, and silent afterwards', async () => {
    const ear = new Ear();
    await bus.subscribe('a', ear);
    expect(bus.healthy()).toBe(true);

    await bus.close();
    await bus.publish(message('a', 1));

    expect([bus.healthy(), bus.topics(), ear.heard]).toEqual([false, [], []]);
  });
});

describe('live bus: redis between processes and outages', () => {
  const open: { close(): Promise<unknown> }[] = [];
  const keep = <T extends { close(): Promise<unknown> }>(it: T): T => (open.push(it), it);
  let prefix: string;

  beforeEach(() => (prefix = `test-${newId()}`));
  afterEach(async () => {
    for (const each of open.splice(0).reverse()) await each.close();
  });

  const direct = () => keep(createRedisBus({ url: REDIS, prefix, log }));
  const through = (proxy: BreakableProxy) => keep(createRedisBus({ url: `redis://127.0.0.1:${proxy.port}`, prefix, log, heartbeatMs: 50 }));
  const openProxy = async () => keep(await openBreakableProxy(6379));

  it('carries messages from one instance to another, not across prefixes', async () => {
    const [here, there, foreign] = [direct(), direct(), keep(createRedisBus({ url: REDIS, prefix: `${prefix}-foreign`, log }))];
    const [ear, foreignEar] = [new Ear(), new Ear()];
    await here.subscribe('a', ear);
    await foreign.subscribe('a', foreignEar);

    await there.publish(message('a', 1));
    await ear.until((it) => it.heard.length === 1);
    await foreign.publish(message('a', 2));
    await foreignEar.until((it) => it.heard.length === 1);

    expect([ear.heard, foreignEar.heard]).toEqual([[1], [2]]);
  });

  it('subscribes again and reports the gap after its connection was killed', async () => {
    const bus = direct();
    const [a, b] = [new Ear(), new Ear()];
    await bus.subscribe('a', a);
    await bus.subscribe('b', b);
    const admin = new Redis(REDIS);
    const before = await subscribersOf(admin, `${prefix}:live:a`);

    await killClient(admin, `${prefix}-live-subscriber`);
    await Promise.all([a, b].map((ear) => ear.until((it) => it.gaps > 0)));
    await direct().publish(message('a', 'after'));
    await a.until((it) => it.heard.length === 1);

    expect([before, await subscribersOf(admin, `${prefix}:live:a`)]).toEqual([1, 1]);
    await admin.quit();
  });

  it('publishes without waiting while redis is away, and tells every process afterwards', async () => {
    const proxy = await openProxy();
    const [cutOff, sound] = [through(proxy), direct()];
    const ear = new Ear();
    await sound.subscribe('a', ear);
    await cutOff.publish(message('a', 'before'));
    await ear.until((it) => it.heard.length === 1);

    await proxy.cut();
    await Promise.all(Array.from({ length: 200 }, (_unused, n) => cutOff.publish(message('a', n))));
    expect([cutOff.healthy(), ear.gaps]).toEqual([false, 0]);
    await proxy.restore();
    await ear.until((it) => it.gaps > 0);

    expect([ear.heard, ear.gaps]).toEqual([['before'], 1]);
  });

  it('accepts subscriptions while redis is away and hears again with a gap when it is back', async () => {
    const proxy = await openProxy();
    await proxy.cut();
    const bus = through(proxy);
    const ear = new Ear();

    await bus.subscribe('a', ear);
    expect([bus.topics(), bus.healthy()]).toEqual([['a'], false]);
    await proxy.restore();
    await ear.until((it) => it.gaps > 0);
    await direct().publish(message('a', 'after'));
    await ear.until((it) => it.heard.length > 0);

    expect(ear.heard).toEqual(['after']);
  });

  it('notices a connection that died without a word', async () => {
    const proxy = await openProxy();
    const bus = through(proxy);
    const ear = new Ear();
    await bus.subscribe('a', ear);

    proxy.freeze();
    await bus.publish(message('a', 'lost'));
    await proxy.restore();
    await ear.until((it) => it.gaps > 0);
    await direct().publish(message('a', 'after'));
    await ear.until((it) => it.heard.includes('after'));

    expect(ear.heard).toEqual(['after']);
  });
});

async function subscribersOf(admin: Redis, channel: string): Promise<number> {
  const [, count] = (await admin.pubsub('NUMSUB', channel)) as [string, number];
  return count;
}

async function killClient(admin: Redis, name: string): Promise<void> {
  const line = String(await admin.client('LIST')).split('\n').find((each) => each.includes(`name=${name} `));
  await admin.client('KILL', 'ID', /\bid=(\d+)/.exec(line ?? '')?.[1] ?? '');
}
