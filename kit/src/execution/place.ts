import type { GraphQLResolveInfo } from 'graphql';
import type { Slot } from './slot';

type Path = GraphQLResolveInfo['path'];

/** An object or list of the result that is being filled. */
export type Box = Record<string | number, unknown>;

/** Where in the result a value belongs: the way there, and the container that a later value is put into. */
export class Place {
  /** Set once an error made this place null: what arrives below it comes too late. */
  dead = false;

  constructor(readonly slot: Slot, readonly above: Place | null, readonly key: string | number, readonly box: Box) {}
}

/** The keys from the root to a place, as errors name it. */
export function keysTo(place: Place): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at: Place | null = place; at !== null; at = at.above) keys.push(at.key);
  return keys.reverse();
}

/** The same way as resolvers see it in `info.path`. */
export function pathTo(place: Place | null): Path | undefined {
  if (place === null) return undefined;
  return { prev: pathTo(place.above), key: place.key, typename: place.slot.ofItem ? undefined : place.slot.field.parentType.name };
}
