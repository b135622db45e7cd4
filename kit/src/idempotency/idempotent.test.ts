import { Note } from '../database/fixtures/note.entity';
import { note, NOTES } from '../database/fixtures/notes';
import { count, findMany } from '../database/read';
import type { Transaction } from '../database/transaction';
import { AppError, badInput } from '../errors/app-error';
import { INVALID_STATE, SERVICE_UNAVAILABLE } from '../errors/codes';
import type { SubgraphContext } from '../running/context';
import { openTestDatabase, testContext, type TestDatabase } from '../testing/database-fixture';
import { idempotent } from './idempotent';

let test: TestDatabase;
beforeEach(async () => {
  test = await openTestDatabase(NOTES);
});
afterEach(() => test.drop());

function asked(idempotencyKey: string | null, viewer: Partial<SubgraphContext['viewer']> = { userId: 'user-1' }): SubgraphContext {
  const base = testContext(test.database);
  return testContext(test.database, { idempotencyKey, viewer: { ...base.viewer, ...viewer } });
}

const create = (title: string) => async (tx: Transaction) => {
  const made = note({ title });
  await tx.insert(Note, made);
  return { entityId: made.id };
};
const request = (title: string) => ({ field: 'createNote', input: { title, tags: { a: 1, b: 2 } } });
const titles = async () => (await findMany(asked(null), Note, { where: {}, orderBy: [{ property: 'title', direction: 'ASC' }] })).map(({ title }) => title);

describe('a keyed request', () => {
  it('has one effect, and its repeats the same outcome', async () => {
    const first = await idempotent(asked('key-1'), request('a'), create('a'));
    const second = await idempotent(asked('key-1'), { field: 'createNote', input: { tags: { b: 2, a: 1 }, title: 'a' } }, create('a'));

    expect(second).toEqual({ entityId: first.entityId, repeated: true });
    expect(await titles()).toEqual(['a']);
  });

  it('has one effect however many arrive at once, also after a restart', async () => {
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => idempotent(asked('key-1'), request('a'), create('a'))));
    await test.reopen();
    const late = await idempotent(asked('key-1'), request('a'), create('a'));

    expect(new Set([...outcomes, late].map(({ entityId }) => entityId)).size).toBe(1);
    expect(outcomes.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(await titles()).toEqual(['a']);
  });

  it('is refused with another input, or in another organization', async () => {
    const refused = { extensions: { code: 'IDEMPOTENCY_KEY_REUSED' } };
    const first = await idempotent(asked('key-1'), request('a'), create('a'));

    await expect(idempotent(asked('key-1'), request('b'), create('b'))).rejects.toMatchObject(refused);
    await expect(idempotent(asked('key-1', { userId: 'user-1', organizationId: 'org-1' }), request('a'), create('a'))).rejects.toMatchObject(refused);
    expect(await idempotent(asked('key-1'), request('a'), create('a'))).toEqual({ entityId: first.entityId, repeated: true });
    expect(await titles()).toEqual(['a']);
  });

  it('is nobody else\'s, and of no other field', async () => {
    await idempotent(asked('key-1'), request('a'), create('a'));
    await idempotent(asked('key-1', { userId: 'user-2' }), request('b'), create('b'));
    await idempotent(asked('key-1', { userId: null }), { ...request('c'), scope: 'partner-1' }, create('c'));
    await idempotent(asked('key-1', { userId: null }), { ...request('c2'), scope: 'partner-2' }, create('c2'));
    await idempotent(asked('key-1'), { ...request('d'), field: 'importNote' }, create('d'));

    expect(await titles()).toEqual(['a', 'b', 'c', 'c2', 'd']);
  });

  it('needs a scope where nobody is signed in', async () => {
    await expect(idempotent(asked('key-1', { userId: null }), request('a'), create('a'))).rejects.toThrow('it must name their scope');
    expect(await titles()).toEqual([]);
  });

  it('meets its refusal again, although it would succeed by now', async () => {
    const refusing = (error: Error) => async (tx: Transaction) => {
      await tx.insert(Note, note());
      throw error;
    };
    await idempotent(asked('key-1'), request('a'), refusing(new AppError(INVALID_STATE, { userMessage: 'Too late.' }))).catch(() => undefined);
    await idempotent(asked('key-2'), request('a'), refusing(badInput({ path: 'input.title', reason: 'RANGE' }))).catch(() => undefined);

    await expect(idempotent(asked('key-1'), request('a'), create('a'))).rejects.toMatchObject({ extensions: { code: 'INVALID_STATE', userMessage: 'Too late.' } });
    await expect(idempotent(asked('key-2'), request('a'), create('a'))).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT', fields: [{ path: 'input.title', reason: 'RANGE' }] } });
    await expect(idempotent(asked('key-1'), request('b'), create('a'))).rejects.toMatchObject({ extensions: { code: 'IDEMPOTENCY_KEY_REUSED' } });
    expect(await titles()).toEqual([]);
  });

  it.each([['a failure of ours', new Error('bug')], ['a passing refusal', new AppError(SERVICE_UNAVAILABLE)]])('may be tried again after %s', async (_name, error) => {
    await expect(idempotent(asked('key-1'), request('a'), () => Promise.reject(error))).rejects.toBe(error);

    expect(await idempotent(asked('key-1'), request('a'), create('a'))).toMatchObject({ repeated: false });
    expect(await titles()).toEqual(['a']);
  });

  it('refuses once for all where many arrive at once', async () => {
    const failing = async (tx: Transaction) => {
      await tx.insert(Note, note());
      throw new AppError(INVALID_STATE);
    };
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => idempotent(asked('key-1'), request('a'), failing)));

    expect(all.map((one) => one.status === 'rejected' && (one.reason as AppError).extensions.code)).toEqual(Array.from({ length: 20 }, () => 'INVALID_STATE'));
    expect(await count(asked(null), Note, {})).toBe(0);
  });

  it.each(['', ' ', 'a b', 'é', 'x'.repeat(256)])('refuses the malformed key %j', async (key) => {
    await expect(idempotent(asked(key), request('a'), create('a'))).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect(await titles()).toEqual([]);
  });
});

it('without a key every request counts', async () => {
  const outcomes = [await idempotent(asked(null), request('a'), create('a')), await idempotent(asked(null), request('a'), create('a'))];

  expect(outcomes.map(({ repeated }) => repeated)).toEqual([false, false]);
  expect(await titles()).toEqual(['a', 'a']);
});
