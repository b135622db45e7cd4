import { FakeClock, SystemClock } from '../clock/clock';
import { defineJob, type JobDefinition } from './define-job';
import { drainRunners } from './drain';
import { openWorkshop, type Workshop } from './fixtures/workshop';

let shops: Workshop[];
beforeEach(async () => {
  const clock = new FakeClock();
  shops = await Promise.all([openWorkshop({ clock }), openWorkshop({ clock })]);
});
afterEach(() => Promise.all(shops.map((shop) => shop.close())));

const order: string[] = [];
const note = defineJob<string>({ name: 'testing.note', description: 'Notes it.', run: async (ctx, text) => void order.push(`${text} at ${ctx.clock.now()}`) });

describe('draining several subgraphs', () => {
  it('follows one clock through all of them', async () => {
    const [first, second] = shops as [Workshop, Workshop];
    const { clock } = first.ctx;
    const start = clock.now();
    for (const [shop, text, delay] of [[first, 'a', 30], [second, 'b', 10], [first, 'c', 20], [second, 'd', 40]] as const) await shop.enqueue(note, text, { runAt: start + delay });
    const runners = shops.map((shop) => shop.runner([note], { clock }));

    await drainRunners(runners, clock, { until: start + 35 });
    await drainRunners(runners, clock);

    expect(order).toEqual([`b at ${start + 10}`, `c at ${start + 20}`, `a at ${start + 30}`, `d at ${start + 40}`]);
    expect(clock.now()).toBe(start + 40);
  });

  it('names a queue that never becomes empty', async () => {
    const [shop] = shops as [Workshop];
    const endless: JobDefinition<null> = defineJob({ name: 'testing.endless', description: 'Enqueues itself.', run: () => shop.enqueue(endless, null, { runAt: shop.ctx.clock.now() }) });
    await shop.enqueue(endless, null);
    await expect(drainRunners([shop.runner([endless], { clock: shop.ctx.clock })], shop.ctx.clock, { rounds: 50 })).rejects.toThrow('the last job was testing.endless');
  });

  it('needs a clock that can be moved', async () => {
    await expect(drainRunners([], new SystemClock())).rejects.toThrow('Only a fake clock');
  });
});
