import { findMany } from '../database/read';
import { transaction } from '../database/run-transaction';
import { newId } from '../ids/new-id';
import { gate, leave, openWorkshop, type Workshop } from '../jobs/fixtures/workshop';
import { testContext } from '../testing/database-fixture';
import { defineEvent, type EventEnvelope } from './define-event';
import { defineHandler, type EventHandler } from './define-handler';
import { Inbox } from './inbox.entity';
import { receiveEvent } from './receive';

let shop: Workshop;
beforeEach(async () => {
  shop = await openWorkshop();
});
afterEach(() => shop.close());

interface Paid {
  readonly amount: number;
}

const paid = defineEvent<Paid>({ type: 'shop.order.paid', version: 2, description: 'An order was paid.' });
const envelope = (parts: Partial<EventEnvelope<Paid>> = {}): EventEnvelope<Paid> => ({
  id: newId(), type: paid.type, version: 2, occurredAt: 1, aggregateId: 'order-1', aggregateVersion: 1, organizationId: null, actorId: null, requestId: 'r1', payload: { amount: 5 }, ...parts,
});
const handler = (name: string, run: EventHandler<Paid>['run'] = (_ctx, tx, event) => leave(tx, `${name} ${event.payload.amount}`)) =>
  defineHandler<Paid>({ event: paid, name, run }) as unknown as EventHandler;
const receive = (event: EventEnvelope, ...handlers: EventHandler[]) => receiveEvent({ handlers, contextFor: () => shop.ctx }, event);

describe('receiving an event', () => {
  it('applies it once in each handler of its type, whoever sends it again', async () => {
    const other = defineHandler({ event: defineEvent({ type: 'shop.order.sent', version: 2, description: 'Sent.' }), name: 'other', run: (_ctx, tx) => leave(tx, 'wrong type') }) as EventHandler;
    const event = envelope();
    const answers = [await receive(event, handler('credit'), handler('thank'), other), await receive(event, handler('credit'), handler('thank'), other)];
    expect(answers).toEqual(['applied', 'repeated']);
    expect(await shop.subjects()).toEqual(['credit 5', 'thank 5']);
    expect((await findMany(shop.ctx, Inbox, { where: {} })).map((row) => [row.handler, row.eventId, row.appliedAt]).sort()).toEqual(
      [['credit', event.id, new Date(shop.clock.now())], ['thank', event.id, new Date(shop.clock.now())]]);
    expect(await receive(envelope(), handler('credit'))).toBe('applied');
  });

  it('has one effect under twenty deliveries at once', async () => {
    const event = envelope();
    const answers = await Promise.all(Array.from({ length: 20 }, () => receive(event, handler('credit'))));
    expect(answers.sort()).toEqual(['applied', ...Array<string>(19).fill('repeated')]);
    expect(await shop.subjects()).toEqual(['credit 5']);
  });

  it('has one effect when two instances receive it while the first is still busy', async () => {
    const database = shop.ctx.db.dialect === 'mysql' ? await shop.test.another() : shop.test.database;
    const elsewhere = testContext(database, { clock: shop.clock });
    const [begun, hold] = [gate(), gate()];
    const event = envelope();
    const slow = handler('credit', async (_ctx, tx) => {
      begun.open();
      await hold.opened;
      await leave(tx, 'credit');
    });
    const first = receive(event, slow);
    await begun.opened;
    const second = receiveEvent({ handlers: [handler('credit')], contextFor: () => elsewhere }, event);
    hold.open();
    expect([await first, await second]).toEqual(['applied', 'repeated']);
    expect(await shop.subjects()).toEqual(['credit']);
    if (database !== shop.test.database) await database.close();
  });

  it('forgets it when the handler fails, and does not keep the others from it', async () => {
    let failures = 1;
    const failing = handler('fail', async (_ctx, tx) => {
      await leave(tx, 'half done');
      if ((failures -= 1) >= 0) throw new Error('not now');
    });
    const event = envelope();
    await expect(receive(event, failing, handler('credit'))).rejects.toThrow('not now');
    expect(await shop.subjects()).toEqual(['credit 5']);
    expect(await receive(event, failing, handler('credit'))).toBe('applied');
    expect(await shop.subjects()).toEqual(['credit 5', 'half done']);
  });

  it('passes a unique violation of the handler\'s own on as a failure', async () => {
    const id = newId();
    const clashing = handler('clash', async (_ctx, tx) => tx.insert(Inbox, [{ handler: 'x', eventId: id, appliedAt: new Date() }, { handler: 'x', eventId: id, appliedAt: new Date() }]));
    await expect(receive(envelope(), clashing)).rejects.toThrow(/unique|duplicate/i);
    expect(await findMany(shop.ctx, Inbox, { where: {} })).toEqual([]);
  });

  it('refuses for later what this build does not understand: a newer version, a type without a handler', async () => {
    await expect(receive(envelope({ version: 3 }), handler('credit'))).rejects.toMatchObject({ extensions: { code: 'SERVICE_UNAVAILABLE' } });
    await expect(receive(envelope({ type: 'shop.order.lost' }), handler('credit'))).rejects.toMatchObject({ extensions: { code: 'SERVICE_UNAVAILABLE' } });
    expect(await shop.subjects()).toEqual([]);
    expect(await receive(envelope({ version: 1 }), handler('credit'))).toBe('applied');
  });

  it('lets a handler enqueue a job in the same commit', async () => {
    const job = { name: 'testing.after', description: 'After.', run: (ctx: typeof shop.ctx, subject: string) => transaction(ctx, (tx) => leave(tx, subject)) };
    await receive(envelope(), handler('enqueue', (_ctx, tx) => tx.enqueue(job, 'from job')));
    await shop.runner([job]).drain();
    expect(await shop.subjects()).toEqual(['from job']);
  });
});
