import type { SubgraphContext } from '../running/context';
import type { AnyClass } from '../running/define-feature';
import type { Viewer, ViewerReads } from './viewer';

/**
 * How `_entities` answers for an entity that this subgraph owns. It is an entrance like any root field: an entity the
 * viewer may not see is null, exactly as a missing one.
 */
export interface EntityReference<T extends object = object> {
  readonly entity: AnyClass;
  /** Loads by id in one statement whatever their number; missing ones are null. */
  readonly load: (ctx: SubgraphContext, id: string) => Promise<T | null>;
  readonly reads: ViewerReads;
  /** `open`: whoever can see the referring object may see this one's unruled fields. */
  readonly guard: 'open' | ((viewer: Viewer, entity: T, ctx: SubgraphContext) => boolean | Promise<boolean>);
}

/** Declares the guard of an owned entity. */
export function guardReference<T extends object>(reference: EntityReference<T>): EntityReference {
  return Object.freeze(reference) as unknown as EntityReference;
}
