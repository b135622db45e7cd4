import {
  GraphQLError, defaultTypeResolver, isAbstractType, isLeafType, isListType, isObjectType,
  type GraphQLAbstractType, type GraphQLNullableType, type GraphQLObjectType, type GraphQLOutputType,
} from 'graphql';
import { inspect } from 'graphql/jsutils/inspect';
import type { Execution, ObjectWriter } from './execution';
import type { FieldPlan } from './field-plan';
import { serializedLeaf } from './leaf';
import { Place, type Box } from './place';
import { runtimeTypeOf } from './runtime-type';
import { Slot } from './slot';
import { isThenable } from './thrown';

/** Completes a value that is neither null nor promised. Throws, or answers undefined, for what makes its position null. */
export type Completer = (execution: Execution, value: unknown, place: Place) => unknown;

export function completerOf(field: FieldPlan, type: GraphQLNullableType): Completer {
  if (isListType(type)) return listCompleter(field, type.ofType as GraphQLOutputType);
  if (isLeafType(type)) return (_execution, value) => serializedLeaf(type, value);
  if (isAbstractType(type)) return abstractCompleter(field, type);
  if (isObjectType(type)) return objectCompleter(field, type);
  throw new Error(`${inspect(type)} is not an output type.`);
}

function listCompleter(field: FieldPlan, itemType: GraphQLOutputType): Completer {
  const slot = new Slot(field, itemType, true);
  const { leaf, nullable } = slot;
  return (execution, value, place) => {
    const items: unknown[] = [];
    for (const item of iterable(field, value)) {
      let completed = leaf?.(item);
      if (completed === undefined) completed = nullable && item === null ? null : slot.settle(execution, item, new Place(slot, place, items.length, items as unknown as Box));
      if (completed === undefined) return void ignoreRest(value, items.length);
      items.push(completed);
    }
    return items;
  };
}

/** Promises that nobody waits for any more must not end the process when they are rejected. */
function ignoreRest(list: unknown, from: number): void {
  if (Array.isArray(list)) for (const item of list.slice(from + 1)) if (isThenable(item)) item.then(undefined, () => undefined);
}

function iterable({ parentType, definition }: FieldPlan, value: unknown): Iterable<unknown> {
  if (Array.isArray(value)) return value;
  if (typeof value === 'object' && typeof (value as Partial<Iterable<unknown>>)[Symbol.iterator] === 'function') return value as Iterable<unknown>;
  throw new GraphQLError(`Expected Iterable, but did not find one for field "${parentType.name}.${definition.name}".`);
}

/** The selection of an object is compiled when its first object comes: a document may select more than data ever fill. */
function objectCompleter(field: FieldPlan, type: GraphQLObjectType): Completer {
  let writer: ObjectWriter | undefined;
  const write: Completer = (execution, value, place) => (writer ??= field.plan.writerOf(type, field.nodes))(execution, value, place);
  const { isTypeOf } = type;
  if (!isTypeOf) return write;
  return (execution, value, place) => {
    const decide = (isOne: unknown): unknown => {
      if (!isOne) throw new GraphQLError(`Expected value of type "${type.name}" but got: ${inspect(value)}.`, { nodes: field.nodes });
      return write(execution, value, place);
    };
    return whenKnown({ execution, place, answer: isTypeOf.call(type, value, execution.context, place.slot.info(execution, place)), decide });
  };
}

function abstractCompleter(field: FieldPlan, type: GraphQLAbstractType): Completer {
  const completers = new Map<string, Completer>();
  const completerFor = (name: unknown, value: unknown): Completer => {
    const known = typeof name === 'string' ? completers.get(name) : undefined;
    if (known) return known;
    const runtimeType = runtimeTypeOf(field, { type, name, value });
    const made = objectCompleter(field, runtimeType);
    completers.set(runtimeType.name, made);
    return made;
  };
  return (execution, value, place) => {
    const own = type.resolveType ? undefined : (value as { __typename?: unknown }).__typename;
    if (typeof own === 'string' && typeof value === 'object') return completerFor(own, value)(execution, value, place);
    const resolveType = type.resolveType ?? defaultTypeResolver;
    const answer = resolveType.call(type, value, execution.context, place.slot.info(execution, place), type);
    return whenKnown({ execution, place, answer, decide: (name) => completerFor(name, value)(execution, value, place) });
  };
}

interface Decision {
  readonly execution: Execution;
  readonly place: Place;
  /** What a type resolver or `isTypeOf` answered. */
  readonly answer: unknown;
  readonly decide: (answer: unknown) => unknown;
}

function whenKnown({ execution, place, answer, decide }: Decision): unknown {
  if (!isThenable(answer)) return decide(answer);
  return place.slot.postpone(execution, place, { promise: answer, decide });
}
