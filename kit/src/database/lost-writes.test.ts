import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { openTestDatabase, testContext } from '../testing/database-fixture';
import { Note } from './fixtures/note.entity';
import { note, NOTES } from './fixtures/notes';
import { findMany } from './read';
import { transaction } from './run-transaction';
import { SnakeNaming } from './snake-naming';
import { SqliteConnection } from './sqlite-connection';

/** A promise that is settled from outside, so that a test decides how two transactions overlap. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

it('keeps each of 200 acknowledged writes beside slow transactions that fail; plain TypeORM on SQLite loses them (next test)', async () => {
  const test = await openTestDatabase(NOTES);
  const ctx = testContext(test.database);
  const slow = gate();
  const failing = (title: string) => transaction(ctx, async (tx) => {
    await tx.insert(Note, note({ title }));
    await slow.opened;
    await tx.insert(Note, note({ title }));
    throw new Error('too late');
  });
  const acknowledged: string[] = [];
  const good = async (title: string) => {
    await transaction(ctx, (tx) => tx.insert(Note, note({ title })));
    acknowledged.push(title);
  };

  const failures = [failing('bad-0')];
  const writes: Promise<void>[] = [];
  for (let index = 0; index < 200; index += 1) {
    writes.push(good(`good-${index}`));
    if (index % 50 === 25) failures.push(failing(`bad-${index}`));
  }
  setImmediate(slow.open);
  const outcomes = await Promise.allSettled(failures);
  await Promise.all(writes);
  const kept = await findMany(testContext(await test.reopen()), Note, { where: {} });
  await test.drop();

  expect(outcomes.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 'rejected'));
  expect(acknowledged).toHaveLength(200);
  expect(kept.map(({ title }) => title).sort()).toEqual([...acknowledged].sort());
});

it('shows the danger: a plain TypeORM DataSource on SQLite erases acknowledged writes with the rollback of another request', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sangam-'));
  const plain = new DataSource({
    type: 'better-sqlite3', driver: SqliteConnection, database: join(folder, 'plain.sqlite'), entities: [Note], namingStrategy: new SnakeNaming(), synchronize: true,
  });
  await plain.initialize();
  const slow = gate();
  const begun = gate();

  const failing = plain.transaction(async (manager) => {
    await manager.save(note({ title: 'bad' }));
    begun.open();
    await slow.opened;
    throw new Error('too late');
  });
  await begun.opened;
  const acknowledged: string[] = [];
  await plain.transaction(async (manager) => void (await manager.save(note({ title: 'good transaction' }))));
  acknowledged.push('good transaction');
  await plain.getRepository(Note).save(note({ title: 'good insert' }));
  acknowledged.push('good insert');
  slow.open();
  await expect(failing).rejects.toThrow('too late');
  const kept = await plain.getRepository(Note).find();
  await plain.destroy();
  rmSync(folder, { recursive: true });

  expect(acknowledged).toEqual(['good transaction', 'good insert']);
  expect(kept).toEqual([]);
});
