import type { Audience } from './live-bus';

/** What a subscriber is entitled to hear: a scope as of a membership version, read from the owner's table. */
export interface Grant {
  readonly scope: string;
  readonly version: number;
}

/** `unknown`: the membership changed after the grant was read, so that only the owner can tell. */
export type Coverage = 'covered' | 'foreign' | 'unknown';

/** Whether a message of this audience may reach this viewer, judged by what the grant knew. */
export function coverage(audience: Audience, userId: string | null, grant: Grant): Coverage {
  if ('users' in audience) return userId !== null && namesOf(audience).has(userId) ? 'covered' : 'foreign';
  if (audience.scope !== grant.scope) return 'foreign';
  return audience.version <= grant.version ? 'covered' : 'unknown';
}

/** One set per message, whatever the number of subscribers that ask. */
const names = new WeakMap<object, ReadonlySet<string>>();

function namesOf(audience: { readonly users: readonly string[] }): ReadonlySet<string> {
  const known = names.get(audience) ?? new Set(audience.users);
  names.set(audience, known);
  return known;
}
