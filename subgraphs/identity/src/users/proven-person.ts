import type { User } from './user.entity';

/** People as they come out of a sign-in of this very request. */
const proven = new WeakSet<User>();

/** Marks somebody who has just signed in: the answer shows them their own account, although the request came from nobody. */
export function markProven(user: User): User {
  proven.add(user);
  return user;
}

export function isProven(user: User): boolean {
  return proven.has(user);
}
