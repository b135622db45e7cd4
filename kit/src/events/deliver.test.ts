import type { Delivery } from '../calls/internal-calls';
import { transaction } from '../database/run-transaction';
import { AppError } from '../errors/app-error';
import { CONFLICT, SUBGRAPH_UNAVAILABLE, type ErrorCode } from '../errors/codes';
import { JobState } from '../jobs/job.entity';
import { openWorkshop, type Workshop } from '../jobs/fixtures/workshop';
import { defineEvent, type EventEnvelope } from './define-event';

const paid = defineEvent<{ amount: number }>({ type: 'testing.order.paid', version: 1, description: 'An order was paid.' });

/** The consuming subgraphs as a sender sees them. */
class Consumers {
  readonly received: [string, EventEnvelope][] = [];
  answer: (target: string) => Delivery | ErrorCode = () => 'applied';

  async deliver(target: string, event: EventEnvelope): Promise<Delivery> {
    const answer = this.answer(target);
    if (typeof answer !== 'string') throw new AppError(answer);
    this.received.push([target, event]);
    return answer;
  }
}

let shop: Workshop;
let consumers: Consumers;
beforeEach(async () => {
  shop = await openWorkshop({ consumersOf: (type) => (type === paid.type ? ['ledger', 'mail'] : []) });
  consumers = new Consumers();
});
afterEach(() => shop.close());

const record = () => transaction(shop.ctx, (tx) => tx.record(paid, { aggregateId: 'order-1', aggregateVersion: 3, payload: { amount: 5 } }));
const runner = (inBuild = ['ledger', 'mail']) => shop.runner([], { calls: consumers, inBuild });
const states = async () => (await shop.rows()).map((row) => [row.target, row.state]).sort();

describe('a recorded event', () => {
  it('reaches every consumer with the same envelope', async () => {
    await record();
    const ran = await runner().drain();
    expect(ran.map(({ kind, name, outcome }) => [kind, name, outcome])).toEqual([['event', paid.type, 'done'], ['event', paid.type, 'done']]);
    expect(consumers.received.map(([target]) => target).sort()).toEqual(['ledger', 'mail']);
    expect(consumers.received[0]?.[1]).toEqual(consumers.received[1]?.[1]);
    expect(consumers.received[0]?.[1]).toMatchObject({ type: paid.type, version: 1, aggregateId: 'order-1', aggregateVersion: 3, payload: { amount: 5 }, requestId: 'request-1' });
  });

  it('counts as delivered when the consumer had it already', async () => {
    consumers.answer = () => 'repeated';
    await record();
    await runner().drain();
    expect(await states()).toEqual([['ledger', JobState.done], ['mail', JobState.done]]);
  });

  it('is tried again with the same id for the consumer that refused it, and for that one only', async () => {
    const answers: (Delivery | ErrorCode)[] = [CONFLICT, 'applied'];
    consumers.answer = (target) => (target === 'ledger' ? (answers.shift() ?? 'applied') : 'applied');
    await record();
    await runner().drain();
    expect(consumers.received.map(([target]) => target)).toEqual(['mail', 'ledger']);
    expect(new Set(consumers.received.map(([, event]) => event.id)).size).toBe(1);
  });

  it('waits for a consumer that is away for longer than attempts last, and dies of refusals only', async () => {
    const back = shop.clock.now() + 6 * 3_600_000;
    consumers.answer = (target) => (target === 'ledger' && shop.clock.now() < back ? SUBGRAPH_UNAVAILABLE : target === 'mail' ? CONFLICT : 'applied');
    await record();
    const workers = runner();

    await expect(workers.drain()).rejects.toThrow(/^Jobs died:\n {2}testing\.order\.paid \(.{36}\), attempt 12: CONFLICT$/);

    expect(await states()).toEqual([['ledger', JobState.done], ['mail', JobState.dead]]);
    expect(shop.clock.now() - back).toBeLessThanOrEqual(120_000);
    expect((await workers.deadJobs()).map(({ kind, target }) => [kind, target])).toEqual([['event', 'mail']]);
  });

  it('is parked for a consumer that is not in the build, and let go by a build that has it', async () => {
    consumers.answer = (target) => (target === 'ledger' ? 'parked' : 'applied');
    await record();
    const without = runner(['mail']);
    await without.drain();
    expect([await states(), await without.unpark(), await without.nextDue()]).toEqual([[['ledger', JobState.parked], ['mail', JobState.done]], 0, null]);

    consumers.answer = () => 'applied';
    shop.clock.advance(86_400_000);
    const withIt = runner();
    expect(await withIt.unpark()).toBe(1);
    await withIt.drain();
    expect(consumers.received.map(([target]) => target)).toContain('ledger');
    expect(await states()).toEqual([['ledger', JobState.done], ['mail', JobState.done]]);
  });

  it('is tried again soon, not parked, while a consumer of the build has not started yet', async () => {
    const answers: Delivery[] = ['parked', 'applied'];
    consumers.answer = (target) => (target === 'ledger' ? (answers.shift() ?? 'applied') : 'applied');
    await record();
    const start = shop.clock.now();
    const ran = await runner().drain();
    expect(ran.map((job) => job.outcome).sort()).toEqual(['done', 'done', 'retried']);
    expect(shop.clock.now() - start).toBe(1_000);
  });

  it('goes out when workers start, also when it was parked before', async () => {
    consumers.answer = () => 'parked';
    await record();
    await runner([]).drain();
    consumers.answer = () => 'applied';
    const done = new Promise<void>((resolve) => {
      const deliver = consumers.deliver.bind(consumers);
      consumers.deliver = async (target, event) => {
        const delivery = await deliver(target, event);
        if (consumers.received.filter(([, each]) => each.type === paid.type).length === 4) resolve();
        return delivery;
      };
    });
    const workers = runner();
    await workers.start();
    await done;
    await workers.stop();
    expect(consumers.received.slice(-2).map(([target]) => target).sort()).toEqual(['ledger', 'mail']);
  });
});
