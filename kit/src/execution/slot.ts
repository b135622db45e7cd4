import { getNullableType, isLeafType, isNonNullType, locatedError, type GraphQLOutputType, type GraphQLResolveInfo } from 'graphql';
import { completerOf, type Completer } from './completers';
import type { Execution } from './execution';
import type { FieldPlan } from './field-plan';
import { leafReader, type LeafReader } from './leaf';
import { keysTo, type Place } from './place';
import { Thrown, isThenable } from './thrown';

interface Postponed {
  readonly promise: PromiseLike<unknown>;
  readonly decide: (answer: unknown) => unknown;
}

/**
 * A position of the result as the schema types it: a field, or the items of its list. A completed value is never
 * undefined; undefined says that an error must make the position above null.
 */
export class Slot {
  readonly nullable: boolean;
  /** Where the type is a leaf: the short way for its values. */
  readonly leaf: LeafReader | null;
  private readonly complete: Completer;

  constructor(readonly field: FieldPlan, readonly type: GraphQLOutputType, readonly ofItem = false) {
    const bare = getNullableType(type);
    this.nullable = !isNonNullType(type);
    this.leaf = isLeafType(bare) ? leafReader(bare) : null;
    this.complete = completerOf(field, bare);
  }

  /** Completes a value; a promised one later, leaving null meanwhile. */
  settle(execution: Execution, value: unknown, place: Place): unknown {
    if (!isThenable(value)) return this.finish(execution, value, place);
    execution.later(value, place, (arrived) => execution.put(this.finish(execution, arrived, place), place));
    return null;
  }

  /** Completes a value once a promised answer about its type is there, leaving null meanwhile. */
  postpone(execution: Execution, place: Place, { promise, decide }: Postponed): null {
    execution.later(promise, place, (arrived) => {
      const answer = arrived instanceof Thrown ? arrived : [arrived];
      execution.put(this.finish(execution, answer, place, () => decide(arrived)), place);
    });
    return null;
  }

  /** Completes what is no promise: a value, an Error that was returned, or what was thrown. */
  finish(execution: Execution, value: unknown, place: Place, complete = this.complete): unknown {
    let completed: unknown;
    try {
      if (value instanceof Thrown) throw value.reason;
      if (value instanceof Error) throw value;
      completed = value === null || value === undefined ? this.nothing() : complete(execution, value, place);
    } catch (reason) {
      execution.failure = locatedError(reason, this.field.nodes, keysTo(place));
    }
    if (completed !== undefined || !this.nullable) return completed;
    place.dead = true;
    execution.errors.push(execution.failure);
    return null;
  }

  /** As resolvers of abstract types and `isTypeOf` get it; it names the field also where an item is looked at. */
  info(execution: Execution, place: Place): GraphQLResolveInfo {
    let at = place;
    while (at.slot.ofItem && at.above !== null) at = at.above;
    return this.field.info(execution, at.above);
  }

  private nothing(): null {
    if (this.nullable) return null;
    throw new Error(`Cannot return null for non-nullable field ${this.field.parentType.name}.${this.field.definition.name}.`);
  }
}
