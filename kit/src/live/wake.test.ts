import { pino } from 'pino';
import type { Database } from '../database/database';
import { newId } from '../ids/new-id';
import { openBreakableProxy } from '../testing/breakable-proxy';
import { createMemoryBus } from './memory-bus';
import { createRedisBus } from './redis-bus';
import { onWake, wakeWorkers } from './wake';

const log = pino({ level: 'silent' });
const database = () => ({ name: 'testing' }) as Database;

function bell(): { ring: () => void; rung: Promise<void>; times: () => number } {
  let times = 0;
  let answer = () => {};
  const rung = new Promise<void>((resolve) => (answer = resolve));
  return { ring: () => ((times += 1), answer()), rung, times: () => times };
}

describe('waking workers', () => {
  it('reaches those of the same subgraph only, and none after they left', async () => {
    const live = createMemoryBus(log);
    const [mine, other] = [bell(), bell()];
    const place = { db: database(), live, subgraph: 'chat' };
    const leave = [await onWake(place, mine.ring), await onWake({ db: database(), live, subgraph: 'billing' }, other.ring)];
    wakeWorkers(place);
    await mine.rung;
    const heard = mine.times();
    await Promise.all(leave.map((each) => each()));
    wakeWorkers(place);
    expect([mine.times(), other.times(), live.topics()]).toEqual([heard, 0, []]);
  });

  it('reaches those of other processes over Redis', async () => {
    const prefix = `test-${newId()}`;
    const [here, there] = [1, 2].map(() => createRedisBus({ url: 'redis://127.0.0.1:6379', prefix, log }));
    const far = bell();
    if (!here || !there) throw new Error('unreachable');
    await onWake({ db: database(), live: there, subgraph: 'chat' }, far.ring);
    wakeWorkers({ db: database(), live: here, subgraph: 'chat' });
    await far.rung;
    expect(far.times()).toBe(1);
    await Promise.all([here.close(), there.close()]);
  });

  it('reaches those of its own process while Redis is away', async () => {
    const proxy = await openBreakableProxy(6379);
    await proxy.cut();
    const live = createRedisBus({ url: `redis://127.0.0.1:${proxy.port}`, prefix: `test-${newId()}`, log });
    const near = bell();
    const place = { db: database(), live, subgraph: 'chat' };
    await onWake(place, near.ring);
    wakeWorkers(place);
    expect(near.times()).toBe(1);
    await live.close();
  });
});
