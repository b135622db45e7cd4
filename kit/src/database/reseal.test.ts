import { join } from 'node:path';
import { newId } from '../ids/new-id';
import type { SubgraphContext } from '../running/context';
import { Settings } from '../settings/settings';
import { subgraphSettings } from '../settings/subgraph-settings';
import { openTestDatabase, testContext, type TestDatabase } from '../testing/database-fixture';
import type { Database } from './database';
import { Vault } from './fixtures/vault.entity';
import { assertEntitiesMatchTables } from './drift';
import { findMany, findOne } from './read';
import { resealColumns } from './reseal';
import { transaction } from './run-transaction';
import { sealedColumn } from './sealed-column';

const KEYS = ['k1', 'k2', 'k3'].map((id, index) => `${id}:${Buffer.alloc(32, index + 1).toString('base64')}`);
const [FIRST = '', SECOND = '', THIRD = ''] = KEYS;

let test: TestDatabase;
beforeEach(async () => {
  test = await openTestDatabase({ entities: [Vault], migrations: join(__dirname, 'fixtures/sealed-migrations') });
});
afterEach(() => test.drop());

/** The subgraph of a process that has these keys, newest first. */
const withKeys = (...keys: string[]): SubgraphContext => onDatabase(test.database, ...keys);
const onDatabase = (database: Database, ...keys: string[]) => testContext(database, { settings: Settings.load([subgraphSettings], { SEAL_KEYS: keys.join(',') }) });

async function store(ctx: SubgraphContext, count: number, parts: { readonly spare?: string } = {}): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, index) => {
    const row = { id: newId(), label: `row ${index}` };
    const seal = (property: 'secret' | 'spare' | 'old', text: string) => sealedColumn(ctx, Vault, property).seal(row, text);
    return { ...row, secret: seal('secret', `secret ${index}`), spare: parts.spare === undefined ? null : seal('spare', parts.spare), old: seal('old', 'old') };
  });
  await transaction(ctx, (tx) => tx.insert(Vault, rows));
  return rows.map(({ id }) => id);
}

async function secrets(ctx: SubgraphContext): Promise<string[]> {
  const rows = await findMany(ctx, Vault, { where: {}, orderBy: [{ property: 'id', direction: 'ASC' }] });
  return rows.map((row) => [sealedColumn(ctx, Vault, 'secret').open(row), row.spare === null ? '' : sealedColumn(ctx, Vault, 'spare').open(row), sealedColumn(ctx, Vault, 'old').open(row)].join('/'));
}

describe('a sealed column', () => {
  it('is a column as the migration made it, and opens in its own row and column only', async () => {
    const ctx = withKeys(FIRST);
    await assertEntitiesMatchTables(test.database);
    const [one = '', two = ''] = await store(ctx, 2, { spare: 'spare' });
    const row = await findOne(ctx, Vault, { id: one });

    expect(await secrets(ctx)).toEqual(['secret 0/spare/old', 'secret 1/spare/old']);
    expect(row?.secret).toMatch(/^v1\.k1\./);
    const foreign = { ...row, id: two } as Vault;
    const swapped = { ...row, secret: row?.spare } as Vault;
    for (const wrong of [foreign, swapped]) expect(() => sealedColumn(ctx, Vault, 'secret').open(wrong)).toThrow('belongs to another place');
  });

  it('cannot be sealed for a row without a key, and is none without its decorator', () => {
    expect(() => sealedColumn(withKeys(FIRST), Vault, 'secret').seal({ label: 'x' }, 'x')).toThrow('when the row\'s key is known');
    expect(() => sealedColumn(withKeys(FIRST), Vault, 'label')).toThrow('Vault.label is no sealed column');
  });
});

describe('the rotation of seal keys', () => {
  it('seals everything with the newest key, so that the older ones can be taken away', async () => {
    await store(withKeys(FIRST), 5, { spare: 'spare' });
    await store(withKeys(SECOND, FIRST), 3);
    await store(withKeys(THIRD), 2);
    const before = await secrets(withKeys(THIRD, SECOND, FIRST));

    expect(await resealColumns(withKeys(THIRD, SECOND, FIRST), 4)).toEqual({ changed: 21, current: 4, failures: [] });
    expect(await secrets(withKeys(THIRD))).toEqual(before);
    expect(await resealColumns(withKeys(THIRD), 4)).toEqual({ changed: 0, current: 25, failures: [] });
  });

  it('goes on where it was broken off', async () => {
    await store(withKeys(FIRST), 10);
    const ctx = withKeys(SECOND, FIRST);
    let reads = 0;
    const broken = onDatabase(breaking(test.database, () => (reads += 1) > 2), SECOND, FIRST);

    await expect(resealColumns(broken, 3)).rejects.toThrow('killed');

    expect(await resealColumns(ctx, 3)).toEqual({ changed: 8, current: 12, failures: [] });
    expect((await secrets(withKeys(SECOND))).length).toBe(10);
  });

  it('leaves alone what changed meanwhile, and names what it cannot open', async () => {
    const [changing = '', lost = '', sound = ''] = await store(withKeys(FIRST), 3);
    const ctx = withKeys(THIRD, FIRST);
    const foreign = sealedColumn(withKeys(SECOND), Vault, 'secret').seal({ id: lost }, 'nobody has the key');
    await transaction(ctx, (tx) => tx.update(Vault, { id: lost }, { secret: foreign, old: null }));
    const fresh = sealedColumn(ctx, Vault, 'secret').seal({ id: changing }, 'changed by somebody');
    const slow = onDatabase(breaking(test.database, () => false, () => transaction(ctx, (tx) => tx.update(Vault, { id: changing }, { secret: fresh }))), THIRD, FIRST);

    const { changed, failures } = await resealColumns(slow);

    expect([changed, failures]).toEqual([3, [`vault.secret of ${lost}: The key k2 of a sealed text is not in SEAL_KEYS.`]]);
    expect([(await findOne(ctx, Vault, { id: changing }))?.secret, (await findOne(ctx, Vault, { id: lost }))?.secret]).toEqual([fresh, foreign]);
    expect((await findOne(ctx, Vault, { id: sound }))?.secret).toMatch(/^v1\.k3\./);
  });
});

/** The database, of which a read fails as if the process was killed, or after which somebody else writes. */
function breaking(db: Database, fails: () => boolean, afterwards: () => Promise<unknown> = () => Promise.resolve()): Database {
  return new Proxy(db, {
    get: (target, property) => {
      if (property !== 'query') return Reflect.get(target, property, target) as unknown;
      return async (...given: Parameters<typeof db.query>) => {
        if (fails()) throw new Error('killed');
        const rows = await target.query(...given);
        await afterwards();
        return rows;
      };
    },
  });
}
