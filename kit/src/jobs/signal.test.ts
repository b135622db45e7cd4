import { Signal } from './signal';

describe('a signal', () => {
  it('wakes the one who waits', async () => {
    const signal = new Signal();
    const waiting = signal.wait(3_600_000);
    signal.call();
    await waiting;
    expect(await Promise.race([signal.wait(3_600_000), Promise.resolve('still waiting')])).toBe('still waiting');
    signal.call();
  });

  it('keeps a call that came while nobody waited, once', async () => {
    const signal = new Signal();
    signal.call();
    signal.call();
    await signal.wait(3_600_000);
    const again = signal.wait(3_600_000).then(() => 'woken');
    expect(await Promise.race([again, new Promise((resolve) => setImmediate(() => setImmediate(() => resolve('still waiting'))))])).toBe('still waiting');
    signal.call();
    expect(await again).toBe('woken');
  });

  it('lets others have their turn even when there is nothing to wait for', async () => {
    const signal = new Signal();
    let turns = 0;
    const other = setInterval(() => (turns += 1), 0);
    for (let waits = 0; waits < 100_000 && turns < 3; waits += 1) await signal.wait(0);
    clearInterval(other);
    expect(turns).toBe(3);
  });
});
