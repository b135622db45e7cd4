import { anonymousViewer } from '../authorization/viewer';
import { FakeClock } from '../clock/clock';
import type { SubgraphContext } from '../running/context';
import { bareContext } from '../testing/bare-context';
import type { Grant } from './audience';
import type { Audience, LiveMessage } from './live-bus';
import { openLiveStream, type LiveStreamOptions } from './live-stream';

const START = Date.UTC(2026, 0, 5);

interface Asked {
  answer(grant: Grant | null): void;
  fail(error: Error): void;
}

/** The owner's answers in the test's hand: each question waits until it is answered. */
class Owner {
  readonly questions: Asked[] = [];

  readonly grant = () => new Promise<Grant | null>((answer, fail) => this.questions.push({ answer, fail }));
}

const granted = (version: number) => async (): Promise<Grant> => ({ scope: 'thread-1', version });
const members = (version: number): Audience => ({ scope: 'thread-1', version });

describe('a live stream', () => {
  let ctx: SubgraphContext;
  let clock: FakeClock;

  beforeEach(() => {
    clock = new FakeClock(START);
    ctx = bareContext({ clock, viewer: { ...anonymousViewer('r', '::1'), userId: 'asha', expiresAt: START + 900_000 } });
  });

  const open = (options: Partial<LiveStreamOptions<unknown>> = {}) =>
    openLiveStream<unknown>(ctx, { topic: 'thread.1', grant: granted(3), map: (message) => message.payload, missed: () => 'missed', timers: { after: () => () => undefined }, ...options });
  const publish = (payload: string | number, audience: Audience = members(3), kind = 'Said') =>
    ctx.live.publish({ topic: 'thread.1', kind, payload, audience } satisfies LiveMessage);
  const read = async (stream: AsyncIterator<unknown>, count: number) => {
    const items: unknown[] = [];
    for (let n = 0; n < count; n += 1) items.push((await stream.next()).value);
    return items;
  };
  const done = { value: undefined, done: true };

  it('is refused as not found without a grant, and leaves nothing on the bus', async () => {
    await expect(open({ grant: async () => null })).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
    await expect(open({ grant: async () => { throw new Error('database down'); } })).rejects.toThrow('database down');
    expect(ctx.live.topics()).toEqual([]);
  });

  it('delivers what the audience covers, in order, and nothing else', async () => {
    const stream = await open({ map: (message) => (message.payload === 'dull' ? null : message.payload) });

    await publish(1, { users: ['ravi', 'asha'] });
    await publish('not for her', { users: ['ravi'] });
    await publish('other room', { scope: 'thread-2', version: 1 });
    await publish('dull');
    await publish(2, members(1));
    await publish(3, members(3));

    expect(await read(stream, 3)).toEqual([1, 2, 3]);
    expect(ctx.live.topics()).toEqual(['thread.1']);
  });

  it('never counts a signed-out viewer among the named users', async () => {
    ctx = bareContext({ live: ctx.live });
    const stream = await open();
    await publish('hidden', { users: ['asha'] });
    await publish('visible');
    expect(await read(stream, 1)).toEqual(['visible']);
  });

  it('hears what is published while the grant is being read', async () => {
    const owner = new Owner();
    const opening = open({ grant: owner.grant });
    await tick();
    await publish('early');
    owner.questions[0]?.answer({ scope: 'thread-1', version: 3 });
    expect(await read(await opening, 1)).toEqual(['early']);
  });

  it('asks the owner once when the membership is newer, while later messages wait in order', async () => {
    const owner = new Owner();
    const opening = open({ grant: owner.grant });
    await tick();
    owner.questions[0]?.answer({ scope: 'thread-1', version: 3 });
    const stream = await opening;

    await publish('old', members(3));
    await publish('new 1', members(4));
    await publish('new 2', members(4));
    await publish('late but old', members(2));
    expect(owner.questions).toHaveLength(2);
    owner.questions[1]?.answer({ scope: 'thread-1', version: 4 });

    expect(await read(stream, 4)).toEqual(['old', 'new 1', 'new 2', 'late but old']);
    expect(owner.questions).toHaveLength(2);
  });

  it('forgets what the request had read before it asks again', async () => {
    const cleared = jest.fn();
    ctx = bareContext({ clock, viewer: ctx.viewer, loaders: { ...ctx.loaders, clear: cleared } });
    const stream = await open({ grant: async () => ({ scope: 'thread-1', version: cleared.mock.calls.length * 4 }) });
    await publish('newer', members(8));
    expect(await read(stream, 1)).toEqual(['newer']);
    expect(cleared).toHaveBeenCalledTimes(2);
  });

  it('ends quietly when the owner says no, delivering nothing of the newer membership', async () => {
    let grant: Grant | null = { scope: 'thread-1', version: 3 };
    const stream = await open({ grant: async () => grant });
    const waiting = stream.next();

    grant = null;
    await publish('secret', members(4));

    expect(await waiting).toEqual(done);
    expect(await stream.next()).toEqual(done);
    expect(ctx.live.topics()).toEqual([]);
  });

  it('tells the client to refetch when the answer is older than the message', async () => {
    const stream = await open();
    await publish('unproven', members(9));
    await publish('proven', members(3));
    expect(await read(stream, 2)).toEqual(['missed', 'proven']);
  });

  it('fails when the owner cannot be asked', async () => {
    const answers = [async () => ({ scope: 'thread-1', version: 3 }), async () => { throw new Error('database down'); }];
    const stream = await open({ grant: () => (answers.shift() ?? granted(3))() });
    await publish('unproven', members(4));
    await expect(stream.next()).rejects.toThrow('database down');
    expect(await stream.next()).toEqual(done);
    expect(ctx.live.topics()).toEqual([]);
  });

  it('ends at once, with what is still queued, when a message revokes the access', async () => {
    const stream = await open({ revokes: (message) => message.kind === 'MemberRemoved' });
    await publish('unread');
    await publish('gone', members(4), 'MemberRemoved');
    expect(await stream.next()).toEqual(done);
    expect(ctx.live.topics()).toEqual([]);
  });

  it('is over before it begins when the access is revoked while the grant is being read', async () => {
    const owner = new Owner();
    const opening = open({ grant: owner.grant, revokes: (message) => message.kind === 'MemberRemoved' });
    await tick();
    await publish('gone', members(4), 'MemberRemoved');
    owner.questions[0]?.answer({ scope: 'thread-1', version: 3 });
    const stream = await opening;
    expect(await stream.next()).toEqual(done);
    expect(ctx.live.topics()).toEqual([]);
  });

  it('replaces a full queue by one notice, also while the owner is asked', async () => {
    const slow = await open({ limit: 5 });
    for (let n = 0; n < 6; n += 1) await publish(n);
    await publish('after');
    expect(await read(slow, 2)).toEqual(['missed', 'after']);

    const owner = new Owner();
    const opening = open({ limit: 5, grant: owner.grant });
    await tick();
    owner.questions[0]?.answer({ scope: 'thread-1', version: 3 });
    const asking = await opening;
    for (let n = 0; n < 6; n += 1) await publish(n, members(4));
    owner.questions[1]?.answer({ scope: 'thread-1', version: 4 });
    await tick();
    await publish('after', members(4));
    expect(await read(asking, 2)).toEqual(['missed', 'after']);
  });

  it('after a gap asks for the grant again and then tells the client', async () => {
    const owner = new Owner();
    const subscribe = jest.spyOn(ctx.live, 'subscribe');
    const opening = open({ grant: owner.grant });
    await tick();
    owner.questions[0]?.answer({ scope: 'thread-1', version: 3 });
    const stream = await opening;
    const hurt = () => subscribe.mock.calls[0]?.[1].gap();

    hurt();
    hurt();
    hurt();
    await publish('after', members(3));
    owner.questions[1]?.answer({ scope: 'thread-1', version: 3 });
    await tick();
    // The second gap came while the first was asked about, so it needs its own question; the third adds nothing.
    owner.questions[2]?.answer({ scope: 'thread-1', version: 3 });
    expect(await read(stream, 3)).toEqual(['missed', 'missed', 'after']);
    expect(owner.questions).toHaveLength(3);

    const waiting = stream.next();
    hurt();
    owner.questions[3]?.answer(null);
    expect(await waiting).toEqual(done);
  });

  it('ends when the token expires, by timer and by clock', async () => {
    const timers: { ms: number; callback: () => void }[] = [];
    const after = (ms: number, callback: () => void) => (timers.push({ ms, callback }), () => undefined);
    const byTimer = await open({ timers: { after } });
    const waiting = byTimer.next();
    expect(timers.map(({ ms }) => ms)).toEqual([900_000]);

    timers[0]?.callback();
    expect(timers).toHaveLength(2);
    const byClock = await open();
    clock.advance(900_000);
    timers[1]?.callback();
    expect(await waiting).toEqual(done);
    await publish('too late');
    expect(await byClock.next()).toEqual(done);
    expect(await (await open()).next()).toEqual(done);
    expect(ctx.live.topics()).toEqual([]);
  });

  it('cancels its timer and leaves the bus on return and throw, even while a read waits', async () => {
    const cancelled: string[] = [];
    const timers = (name: string) => ({ after: () => () => void cancelled.push(name) });
    const [returned, thrown] = [await open({ timers: timers('returned') }), await open({ timers: timers('thrown') })];
    const waiting = returned.next();

    expect(await returned.return?.()).toEqual(done);
    expect(await waiting).toEqual(done);
    await expect(thrown.throw?.(new Error('client gone'))).rejects.toThrow('client gone');

    expect([cancelled, ctx.live.topics()]).toEqual([['returned', 'thrown'], []]);
  });

  it('leaves the bus when a for-await loop is left', async () => {
    const stream = await open();
    await publish('first');
    for await (const item of stream) {
      expect(item).toBe('first');
      break;
    }
    expect(ctx.live.topics()).toEqual([]);
  });

  it('reaches a thousand streams of one topic', async () => {
    const streams = await Promise.all(Array.from({ length: 1_000 }, () => open()));
    const reading = streams.map((stream) => read(stream, 2));
    await publish('one');
    await publish('two', members(4));

    const heard = await Promise.all(reading);
    await Promise.all(streams.map((stream) => stream.return?.()));

    expect(heard.every(([first, second]) => first === 'one' && second === 'missed')).toBe(true);
    expect(ctx.live.topics()).toEqual([]);
  });
});

/** Lets pending promise callbacks run. */
function tick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
