import { FakeClock } from '@sangam/kit/clock/clock';
import { WindowCounter } from './window-counter';

it('a window ends a fixed time after its first point, whatever is added meanwhile', () => {
  const clock = new FakeClock();
  const counter = new WindowCounter(clock);
  const begun = clock.now();
  expect(counter.add('a', 2, 1_000)).toEqual({ points: 2, endsAt: begun + 1_000 });

  clock.advance(999);
  expect(counter.add('a', 1, 1_000)).toEqual({ points: 3, endsAt: begun + 1_000 });
  clock.advance(1);
  expect(counter.add('a', 1, 1_000)).toEqual({ points: 1, endsAt: begun + 2_000 });
});

it('does not hold windows that have ended for ever', () => {
  const clock = new FakeClock();
  const counter = new WindowCounter(clock);
  for (let key = 0; key < 50_000; key += 1) {
    counter.add(`key ${key}`, 1, 1_000);
    if (key % 100 === 0) clock.advance(100);
  }
  expect(counter.size).toBeLessThan(3_000);
  expect(counter.add('key 49999', 1, 1_000).points).toBe(2);
});
