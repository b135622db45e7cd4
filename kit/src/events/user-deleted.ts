import { sealerOf } from '../database/context-sealer';
import type { SubgraphContext } from '../running/context';
import { defineEvent } from './define-event';

export interface DeletedUser {
  readonly userId: string;
  /** The address in the forms in which it was written, sealed: for those who keep it without the person's id. */
  readonly sealedAddresses: string;
}

/** Recorded by identity; every subgraph that holds rows of people reacts by `personalData`. The contract names it in `schema/events/identity.ts`. */
export const userDeleted = defineEvent<DeletedUser>({
  type: 'identity.user.deleted', version: 1, description: 'A person\'s account was erased for good; everybody erases what they hold of the person.',
});

type Sealing = Pick<SubgraphContext, 'settings' | 'db'>;

export function deletedUser(ctx: Sealing, userId: string, addresses: readonly string[]): DeletedUser {
  return { userId, sealedAddresses: sealerOf(ctx).seal(JSON.stringify(addresses), contextOf(userId)) };
}

export function addressesOf(ctx: Sealing, { userId, sealedAddresses }: DeletedUser): string[] {
  return JSON.parse(sealerOf(ctx).open(sealedAddresses, contextOf(userId))) as string[];
}

const contextOf = (userId: string): string => `deleted-user:${userId}`;
