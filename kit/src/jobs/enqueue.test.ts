import { Note } from '../database/fixtures/note.entity';
import { note, NOTES } from '../database/fixtures/notes';
import { isUniqueViolation } from '../database/errors';
import { count, findMany, findOne } from '../database/read';
import { transaction } from '../database/run-transaction';
import { Inbox } from '../events/inbox.entity';
import { defineEvent } from '../events/define-event';
import { onWake } from '../live/wake';
import type { SubgraphContext } from '../running/context';
import { openTestDatabase, testContext, type TestDatabase } from '../testing/database-fixture';
import { defineJob, type RunningJob } from './define-job';
import { Job, JobState } from './job.entity';
import { LeaseLostError, wasFinished } from './lease';

const sendMail = defineJob<{ to: string }>({ name: 'testing.send-mail', description: 'Sends a mail.', priority: 'interactive', maxAttempts: 3, run: async () => undefined });
const tidyUp = defineJob<null>({ name: 'testing.tidy-up', description: 'Tidies up.', run: async () => undefined });
const noteWritten = defineEvent<{ title: string }>({ type: 'testing.note.written', version: 2, description: 'A note was written.' });

let test: TestDatabase;
let ctx: SubgraphContext;
beforeEach(async () => {
  test = await openTestDatabase(NOTES);
  const viewer = { ...testContext(test.database).viewer, userId: 'user-1', organizationId: 'org-1' };
  ctx = testContext(test.database, { viewer, requestId: 'request-9', consumersOf: (type) => (type === noteWritten.type ? ['search', 'admin'] : []) });
});
afterEach(() => test.drop());

const jobs = () => findMany(ctx, Job, { where: {}, orderBy: [{ property: 'priority', direction: 'ASC' }, { property: 'id', direction: 'ASC' }] });

describe('enqueue', () => {
  it('writes the job in the transaction that wants it', async () => {
    await transaction(ctx, async (tx) => {
      await tx.enqueue(tidyUp, null, { runAt: 5_000 });
      await tx.enqueue(sendMail, { to: 'a@example.org' });
    });

    const now = new Date(ctx.clock.now());
    const common = { kind: 'job', target: null, state: JobState.waiting, attempts: 0, leaseUntil: null, dedupeKey: null, createdAt: now, finishedAt: null, lastError: null, requestId: 'request-9', actorId: 'user-1' };
    expect(await jobs()).toEqual([
      { ...common, id: expect.any(String), name: sendMail.name, payload: { to: 'a@example.org' }, priority: 0, availableAt: now, maxAttempts: 3 },
      { ...common, id: expect.any(String), name: tidyUp.name, payload: null, priority: 5, availableAt: new Date(5_000), maxAttempts: 12 },
    ]);
  });

  it('leaves nothing when the transaction is rolled back', async () => {
    const failing = transaction(ctx, async (tx) => {
      await tx.enqueue(sendMail, { to: 'a' });
      throw new Error('no');
    });

    await expect(failing).rejects.toThrow('no');
    expect(await jobs()).toEqual([]);
  });

  it('keeps one job for a dedupe key, however often and at once, without breaking the transaction', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, index) => transaction(ctx, async (tx) => {
      await tx.enqueue(sendMail, { to: `first-${index}` }, { dedupeKey: 'welcome' });
      await tx.enqueue(sendMail, { to: 'again' }, { dedupeKey: 'welcome' });
      await tx.enqueue(tidyUp, null, { dedupeKey: 'welcome' });
      await tx.insert(Note, note());
    })));

    expect((await jobs()).map(({ name }) => name)).toEqual([sendMail.name, tidyUp.name]);
    expect((await jobs())[0]?.payload).not.toEqual({ to: 'again' });
    expect(await count(ctx, Note, {})).toBe(10);
  });

  it('refuses a payload or key that does not fit, rather than cutting it', async () => {
    await expect(transaction(ctx, (tx) => tx.enqueue(sendMail, { to: 'a\0' }, { dedupeKey: 'a\0' }))).rejects.toThrow('U+0000');
    expect(await jobs()).toEqual([]);
  });

  it('wakes the workers after the commit, only', async () => {
    const woken: number[] = [];
    const stop = await onWake(ctx, () => woken.push(woken.length));

    await transaction(ctx, (tx) => tx.insert(Note, note()));
    await transaction(ctx, (tx) => tx.enqueue(tidyUp, null).then(() => Promise.reject(new Error('no')))).catch(() => undefined);
    expect(woken).toEqual([]);
    await transaction(ctx, (tx) => tx.enqueue(tidyUp, null));
    await stop();

    expect(woken.length).toBeGreaterThan(0);
  });
});

describe('record', () => {
  it('writes one row for each consumer, with the same envelope', async () => {
    await transaction(ctx, (tx) => tx.record(noteWritten, { aggregateId: 'note-1', aggregateVersion: 7, payload: { title: 'T' } }));

    const rows = await jobs();
    const envelope = {
      id: expect.any(String), type: 'testing.note.written', version: 2, occurredAt: ctx.clock.now(), aggregateId: 'note-1', aggregateVersion: 7, organizationId: 'org-1', actorId: 'user-1',
      requestId: 'request-9', payload: { title: 'T' },
    };
    expect(rows).toMatchObject([{ kind: 'event', name: noteWritten.type, target: 'search', payload: envelope }, { kind: 'event', target: 'admin', payload: envelope }]);
    expect(rows[0]?.payload).toEqual(rows[1]?.payload);
  });

  it('writes nothing that nobody waits for, and takes an organization of its own', async () => {
    const deaf = testContext(test.database);
    await transaction(deaf, (tx) => tx.record(noteWritten, { aggregateId: 'note-1', aggregateVersion: 1, payload: { title: 'T' } }));
    expect(await jobs()).toEqual([]);

    await transaction(ctx, (tx) => tx.record(noteWritten, { aggregateId: 'note-1', aggregateVersion: 1, payload: { title: 'T' }, organizationId: null }));
    expect((await jobs())[0]?.payload).toMatchObject({ organizationId: null });
  });
});

describe('the transaction of a job', () => {
  async function claimed(attempt: number): Promise<{ running: RunningJob; place: SubgraphContext }> {
    await transaction(ctx, (tx) => tx.enqueue(sendMail, { to: 'a' }));
    const [job] = await jobs();
    await transaction(ctx, (tx) => tx.update(Job, { id: job?.id }, { attempts: 2, leaseUntil: new Date(99_000) }));
    const running = { id: job?.id ?? '', attempt };
    return { running, place: testContext(test.database, { job: running }) };
  }

  it('finishes the job with its effect', async () => {
    const { running, place } = await claimed(2);

    await transaction(place, (tx) => tx.insert(Note, note()));

    expect(await findOne(ctx, Job, { id: running.id })).toMatchObject({ state: JobState.done, finishedAt: new Date(ctx.clock.now()), leaseUntil: null, attempts: 2 });
    expect([wasFinished(running), await count(ctx, Note, {})]).toEqual([true, 1]);
  });

  it('has no effect when the lease was lost', async () => {
    const { running, place } = await claimed(1);

    await expect(transaction(place, (tx) => tx.insert(Note, note()))).rejects.toBeInstanceOf(LeaseLostError);

    expect(await findOne(ctx, Job, { id: running.id })).toMatchObject({ state: JobState.waiting, finishedAt: null });
    expect([wasFinished(running), await count(ctx, Note, {})]).toEqual([false, 0]);
  });

  it('has one effect when two runs of one attempt race', async () => {
    const { running } = await claimed(2);
    const runs = Array.from({ length: 10 }, () => transaction(testContext(test.database, { job: { ...running } }), (tx) => tx.insert(Note, note())));

    const outcomes = await Promise.allSettled(runs);

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await count(ctx, Note, {})).toBe(1);
  });

  it('does not finish a job whose work failed', async () => {
    const { running, place } = await claimed(2);

    await expect(transaction(place, () => Promise.reject(new Error('no')))).rejects.toThrow('no');

    expect(await findOne(ctx, Job, { id: running.id })).toMatchObject({ state: JobState.waiting });
  });

  it('is the only one of its run', async () => {
    const { place } = await claimed(2);
    await transaction(place, (tx) => tx.insert(Note, note()));

    await expect(transaction(place, (tx) => tx.insert(Note, note()))).rejects.toThrow('at most one transaction');
    expect(await count(ctx, Note, {})).toBe(1);
  });
});

it('the inbox takes each event once for each handler', async () => {
  const row = { handler: 'index-note', eventId: 'event-1', appliedAt: new Date(1) };
  await transaction(ctx, (tx) => tx.insert(Inbox, [row, { ...row, handler: 'other' }]));

  const repeated = await transaction(ctx, (tx) => tx.insert(Inbox, row)).catch((error: unknown) => error);

  expect(isUniqueViolation(repeated)).toBe(true);
  expect(await count(ctx, Inbox, {})).toBe(2);
});
