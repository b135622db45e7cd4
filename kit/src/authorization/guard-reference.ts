import type { LoaderDefinition } from '../database/loaders';
import type { SubgraphContext } from '../running/context';
import type { AnyClass } from '../running/define-feature';
import type { Viewer, ViewerReads } from './viewer';

/** Who may see an entity through a reference; a guard that must read is asked once for all entities of a request. */
type ReferenceGuard<T> =
  /** `open`: whoever can see the referring object may see this one's unruled fields. */
  | { readonly guard: 'open' | ((viewer: Viewer, entity: T, ctx: SubgraphContext) => boolean | Promise<boolean>); readonly guardMany?: undefined }
  /** Answers in the order of the entities. */
  | { readonly guardMany: (ctx: SubgraphContext, entities: readonly T[]) => Promise<readonly boolean[]>; readonly guard?: undefined };

/**
 * How `_entities` answers for an entity that this subgraph owns. It is an entrance like any root field: an entity the
 * viewer may not see is null, exactly as a missing one.
 */
export type EntityReference<T extends object = object> = ReferenceGuard<T> & {
  readonly entity: AnyClass;
  /** Loads by id in one statement whatever their number; missing ones are null. */
  readonly load: LoaderDefinition<string, T | null>;
  readonly reads: ViewerReads;
};

/** Declares the guard of an owned entity. */
export function guardReference<T extends object>(reference: EntityReference<T>): EntityReference {
  return Object.freeze(reference) as unknown as EntityReference;
}
