import { Kind, getNullableType, isInterfaceType, isListType, isObjectType, type GraphQLAbstractType, type GraphQLList } from 'graphql';
import { byType, referenceResolverOf, unknownEntity, type ReferenceResolver, type Representation, type TypeGroup } from './entity-references';
import type { Execution } from './execution';
import type { FieldPlan } from './field-plan';
import { Place, type Box } from './place';
import { Slot } from './slot';
import { Thrown, isThenable } from './thrown';

/** Completes a field in place of its resolver; `box` is the object it belongs to. */
export type DirectWriter = (execution: Execution, box: Box) => unknown;

/** Whether a field is federation's entrance to entities. */
export function isDirectEntities({ definition, parentType, plan }: FieldPlan): boolean {
  const type = getNullableType(definition.type);
  return definition.name === '_entities' && parentType === plan.schema.getQueryType() && isListType(type) && String(type.ofType) === '_Entity';
}

/** How the objects of one type are found and written. */
interface Entity {
  readonly resolve: ReferenceResolver;
  readonly slot: Slot;
}

type Group = TypeGroup & Entity;

interface EntityList {
  readonly execution: Execution;
  readonly place: Place;
  readonly items: unknown[];
  /** For what is no object and has no type therefore. */
  readonly untyped: Slot;
}

/**
 * Writes `_entities` without its resolver: representations are grouped by type, each type is asked once, and its objects
 * are written as they are, by the selection of the type that was asked for.
 */
export function directEntities(field: FieldPlan): DirectWriter {
  const union = (getNullableType(field.definition.type) as GraphQLList<GraphQLAbstractType>).ofType;
  const untyped = new Slot(field, union, true);
  const entityOf = entitiesOf(field, untyped);
  const representationsOf = representationsReader(field);
  return (execution, box) => {
    const place = new Place(field.slot, null, field.key, box);
    try {
      const representations = representationsOf(execution);
      // Types that are not there are told before anybody is asked.
      const groups = [...byType(representations)].map((group): Group => ({ ...group, ...entityOf(group.typeName) }));
      const items: unknown[] = representations.map(() => null);
      for (const group of groups) ask(group, { execution, place, items, untyped });
      return items;
    } catch (reason) {
      return field.slot.finish(execution, new Thrown(reason), place);
    }
  };
}

/** A variable was coerced to the argument's type already. */
function representationsReader(field: FieldPlan): (execution: Execution) => readonly Representation[] {
  const value = field.nodes[0].arguments?.find(({ name }) => name.value === 'representations')?.value;
  const variable = value?.kind === Kind.VARIABLE ? value.name.value : null;
  return (execution) => {
    const given = variable === null ? undefined : execution.variables[variable];
    return (given ?? field.args(execution).representations) as readonly Representation[];
  };
}

/** Interfaces, and types that are no entities, are left to the schema's own resolver and to what it says of them. */
function entitiesOf(field: FieldPlan, untyped: Slot): (typeName: unknown) => Entity {
  const { schema } = field.plan;
  const known = new Map<unknown, Entity>();
  return (typeName) => {
    const found = known.get(typeName);
    if (found) return found;
    const type = schema.getType(String(typeName));
    if (!isObjectType(type) && !isInterfaceType(type)) throw unknownEntity(typeName);
    const owned = isObjectType(type) && schema.isSubType(untyped.type as GraphQLAbstractType, type);
    const entity = owned ? { resolve: referenceResolverOf(type), slot: new Slot(field, type, true) } : { resolve: schemasOwn(field), slot: untyped };
    known.set(typeName, entity);
    return entity;
  };
}

function schemasOwn({ definition, resolve }: FieldPlan): ReferenceResolver {
  return (representations, contextValue, info) => {
    if (!resolve) throw new Error(`${definition.name} has no resolver.`);
    return resolve(undefined, { representations }, contextValue, info) as ReturnType<ReferenceResolver>;
  };
}

function ask(group: Group, list: EntityList): void {
  const { execution, place } = list;
  const arrived = (answer: unknown): void => fill(group, list, answer);
  let answer: unknown;
  try {
    answer = group.resolve(group.representations, execution.context, group.slot.field.info(execution, null));
  } catch (reason) {
    answer = new Thrown(reason);
  }
  if (isThenable(answer)) execution.later(answer, place, arrived);
  else arrived(answer);
}

function fill({ slot, indexes }: Group, { execution, place, items, untyped }: EntityList, answer: unknown): void {
  const answers = Array.isArray(answer) && answer.length === indexes.length ? (answer as unknown[]) : undefined;
  const failure = answers ? undefined : answer instanceof Thrown ? answer : new Error(`The references of ${String(slot.type)} were not answered one by one.`);
  indexes.forEach((index, position) => {
    const value = answers ? answers[position] : failure;
    if (value === null || value === undefined) return;
    const written = typeof value === 'object' ? slot : untyped;
    const at = new Place(written, place, index, items as unknown as Box);
    execution.put(written.settle(execution, value, at), at);
  });
}
