import { personalRows, type PersonalRows } from '@sangam/kit/personal-data/personal-rows';
import { addressHash } from './address-hash';
import { User } from './user.entity';

interface CountedByAddress {
  readonly addressHash: string;
}

/** What is counted or kept under the hash of an address: it goes with the person whose address it is. */
export function addressRows<E extends CountedByAddress>(entity: new () => E, furtherHashes: (userId: string) => readonly string[] = () => []): PersonalRows {
  return personalRows<CountedByAddress>({
    entity, person: 'addressHash', exported: null,
    erase: async (_ctx, tx, userId) => {
      const user = await tx.findOne(User, { id: userId });
      await tx.delete<CountedByAddress>(entity, { addressHash: [...(user ? [addressHash(user.emailCanonical)] : []), ...furtherHashes(userId)] });
      return true;
    },
  });
}
