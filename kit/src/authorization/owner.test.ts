import { join } from 'node:path';
import { assertEntitiesMatchTables } from '../database/drift';
import { findMany } from '../database/read';
import { transaction } from '../database/run-transaction';
import { TableDraft } from '../database/table-draft';
import { newId } from '../ids/new-id';
import { openTestDatabase, testContext } from '../testing/database-fixture';
import { Memo } from './fixtures/memo.entity';
import { isOwner, ownedBy, ownerOf } from './owner';
import { anonymousViewer } from './viewer';

const nobody = anonymousViewer('r', '::1');
/** The same id for a person and an organization, which only the type tells apart. */
const asha = { ...nobody, userId: 'same-id' };
const ravi = { ...nobody, userId: 'ravi' };
const ofOrganization = { ...ravi, organizationId: 'same-id' };

describe('the owner', () => {
  it('is the person, or the organization that the viewer acts in, and nobody without a person', () => {
    expect(ownerOf(asha)).toEqual({ ownerType: 'USER', ownerId: 'same-id' });
    expect(ownerOf(ofOrganization)).toEqual({ ownerType: 'ORGANIZATION', ownerId: 'same-id' });
    for (const viewer of [nobody, { ...nobody, organizationId: 'same-id' }]) expect(() => ownerOf(viewer)).toThrow('Sign in first.');
  });

  it('is asked for by reference guards without mixing the two kinds', () => {
    const row = { ...ownerOf(asha), id: '1' };
    expect([asha, ravi, ofOrganization, nobody].map((viewer) => isOwner(viewer, row))).toEqual([true, false, false, false]);
    expect(isOwner(ofOrganization, ownerOf(ofOrganization))).toBe(true);
    expect(isOwner({ ...nobody, organizationId: 'same-id' }, ownerOf(ofOrganization))).toBe(false);
  });

  it('keeps the rows of two tenants apart, whatever else is asked for', async () => {
    const test = await openTestDatabase({ entities: [Memo], migrations: join(__dirname, 'fixtures/owner-migrations') });
    const ctx = testContext(test.database);
    await assertEntitiesMatchTables(test.database);
    await transaction(ctx, (tx) => tx.insert(Memo, [asha, ravi, ofOrganization].map((viewer) => ({ id: newId(), title: 'plan', ...ownerOf(viewer) }))));

    for (const viewer of [asha, ravi, ofOrganization]) {
      const smuggled = { title: 'plan', ownerType: 'USER', ownerId: 'ravi' } as { readonly title: string };
      const found = [...await findMany(ctx, Memo, { where: ownedBy(ownerOf(viewer)) }), ...await findMany(ctx, Memo, { where: ownedBy<Memo>(ownerOf(viewer), smuggled) })];
      expect(found.map(({ ownerType, ownerId }) => ({ ownerType, ownerId }))).toEqual([ownerOf(viewer), ownerOf(viewer)]);
    }
    await test.drop();
  });
});

it('stands first in every index of its table', () => {
  const draft = () => new TableDraft().id().owner().instant('expiresAt');
  expect(() => draft().index('expiresAt')).toThrow('does not begin with ownerType, ownerId');
  expect(() => draft().index('ownerId', 'ownerType')).toThrow('does not begin with ownerType, ownerId');
  expect(draft().index('ownerType', 'ownerId', 'id').indexAcrossOwners('expiresAt').indices.map(({ columns }) => columns)).toEqual([['owner_type', 'owner_id', 'id'], ['expires_at']]);
});
