import { transaction } from '../database/run-transaction';
import { defineEvent } from '../events/define-event';
import { defineHandler, type EventHandler } from '../events/define-handler';
import { receiveEvent } from '../events/receive';
import { leave, openWorkshop, type Workshop } from '../jobs/fixtures/workshop';
import { redeliverEvents } from './redeliver';

const paid = defineEvent<{ amount: number }>({ type: 'testing.order.paid', version: 1, description: 'An order was paid.' });
const keepAccount = defineHandler({ event: paid, name: 'keep-account', run: (_ctx, tx, event) => leave(tx, `${event.aggregateId}: ${event.payload.amount}`) }) as EventHandler;

let shop: Workshop;
beforeEach(async () => {
  shop = await openWorkshop({ consumersOf: () => ['ledger'] });
});
afterEach(() => shop.close());

// The ledger keeps its inbox in the same database.
const calls = { deliver: (_target: string, event: Parameters<typeof receiveEvent>[1]) => receiveEvent({ handlers: [keepAccount], contextFor: () => shop.ctx }, event) };
const redeliver = (aggregateId: string) => redeliverEvents({ databases: [shop.test.database], calls }, paid, aggregateId);
const pay = (order: string, version: number) =>
  transaction(shop.ctx, (tx) => tx.record(paid, { aggregateId: order, aggregateVersion: version, payload: { amount: 10 * version } }));

it('delivers an event again that was delivered: handlers have their effect once', async () => {
  await pay('order-1', 1);
  await pay('order-2', 1);
  await shop.runner([], { calls, inBuild: ['ledger'] }).drain();

  expect(await redeliver('order-1')).toEqual(['repeated']);
  expect((await shop.subjects()).sort()).toEqual(['order-1: 10', 'order-2: 10']);
});

it('delivers in the order of recording, also what was never delivered', async () => {
  await pay('order-1', 1);
  await pay('order-1', 2);

  expect(await redeliver('order-1')).toEqual(['applied', 'applied']);
  expect(await shop.subjects()).toEqual(['order-1: 10', 'order-1: 20']);
});

it('fails where nothing was recorded', async () => {
  await expect(redeliver('order-9')).rejects.toThrow('No event testing.order.paid of order-9');
});
