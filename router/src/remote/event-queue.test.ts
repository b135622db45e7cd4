import { EventQueue } from './event-queue';

function open() {
  const told: string[] = [];
  const queue = new EventQueue<number>({ onEnd: () => told.push('end'), onOverflow: () => told.push('overflow') });
  return { queue, told };
}

describe('an event queue', () => {
  it('hands values over in order, whether they wait or are waited for', async () => {
    const { queue } = open();
    queue.push(1);
    const [first, second, third] = [queue.next(), queue.next(), queue.next()];
    queue.push(2);
    queue.push(3);
    expect(await Promise.all([first, second, third])).toEqual([1, 2, 3].map((value) => ({ done: false, value })));
  });

  it('ends a pending next at once when the reader stops', async () => {
    const { queue, told } = open();
    const pending = queue.next();
    await queue.return();
    expect([await pending, told]).toEqual([{ done: true, value: undefined }, ['end']]);
  });

  it('lets values that wait be read after the end', async () => {
    const { queue } = open();
    queue.push(1);
    queue.end();
    queue.push(2);
    expect([await queue.next(), await queue.next()]).toEqual([{ done: false, value: 1 }, { done: true, value: undefined }]);
  });

  it('keeps no more than 1,000 values for a slow reader and says so', async () => {
    const { queue, told } = open();
    for (let value = 1; value <= 1_001; value += 1) queue.push(value);
    queue.push(2_000);
    expect([told, await queue.next()]).toEqual([['overflow'], { done: false, value: 2_000 }]);
  });
});
