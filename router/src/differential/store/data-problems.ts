import { getNamedType, isAbstractType, isCompositeType, isListType, isNonNullType, isObjectType, type GraphQLAbstractType, type GraphQLField, type GraphQLObjectType, type GraphQLOutputType, type GraphQLSchema } from 'graphql';
import { canonical } from './canonical';
import type { ComposedCase } from './compose-case';
import { fedFields } from './fed-fields';
import { giveScalars } from './graph-scalars';
import { KnownMembers } from './known-members';
import { LogicalGraph } from './logical-graph';
import { requiredFieldSets } from './reference-schema';
import { isRecord, storedChoices, storedError, type StoredData, type StoredRecord, type StoredValue } from './stored-data';
import { typeOfRecord } from './stored-object';

/**
 * Why data is no fair test of a supergraph: keys and required fields fail or are null where they must not be, a subgraph would have
 * to answer with a type that it does not know. Shrinking keeps away from such data.
 */
export function dataProblems(composed: ComposedCase, data: StoredData): string[] {
  if (!data.Query) return ['there is no Query'];
  const check = new DataCheck(composed, data);
  const problems = Object.entries(data).flatMap(([reference, record]) => check.record(typeOfRecord(reference), record));
  return problems.length > 0 ? problems : keyProblems(composed, data);
}

/** Keys are complete and tell records apart. */
function keyProblems(composed: ComposedCase, data: StoredData): string[] {
  const logical = new LogicalGraph({ schema: giveScalars(composed.internal), data, requires: requiredFieldSets(composed) });
  return composed.subgraphs.flatMap(({ facts }) => [...facts].flatMap(([typeName, { keys }]) => keys.flatMap((key) => {
    const texts = logical.recordsOf(typeName).map((object) => canonical(logical.project(object, key)));
    const isSound = new Set(texts).size === texts.length && texts.every((text) => !text.includes('null'));
    return isSound ? [] : [`${typeName} has keys that do not tell records apart`];
  })));
}

class DataCheck {
  private readonly schema: GraphQLSchema;
  private readonly known: KnownMembers;
  private readonly fed: ReadonlySet<string>;

  constructor(composed: ComposedCase, private readonly data: StoredData) {
    this.schema = composed.internal;
    this.known = new KnownMembers(composed);
    this.fed = fedFields(composed);
  }

  record(typeName: string, record: StoredRecord): string[] {
    const type = this.schema.getType(typeName);
    if (!isObjectType(type)) return [];
    return Object.values(type.getFields()).flatMap((field) => this.value({ type, field }, field.type, record[field.name] ?? null));
  }

  private value(place: { readonly type: GraphQLObjectType; readonly field: GraphQLField<unknown, unknown> }, type: GraphQLOutputType, value: StoredValue): string[] {
    const { type: owner, field } = place;
    const choices = storedChoices(value);
    if (choices) return choices.flatMap((choice) => this.value(place, type, choice));
    const name = `${owner.name}.${field.name}`;
    const isStricter = this.known.isStricter(owner.name, field.name);
    const mustHold = this.fed.has(name) || isStricter;
    if (storedError(value)) return mustHold ? [`${name} fails`] : [];
    if (value === null) return (mustHold && isNonNullType(type)) || isStricter ? [`${name} is null`] : [];
    if (isNonNullType(type)) return this.value(place, type.ofType, value);
    if (isListType(type)) return Array.isArray(value) ? value.flatMap((item: StoredValue) => this.value(place, type.ofType as GraphQLOutputType, item)) : [`${name} is no list`];
    const named = getNamedType(type);
    if (!isCompositeType(named)) return [];
    const member = typeof value === 'string' ? typeOfRecord(value) : isRecord(value) ? String(value.__typename) : '';
    if (typeof value === 'string' && !this.data[value]) return [`${name} refers to ${value}`];
    const isKnown = isAbstractType(named) ? this.isMember(named, member) && this.known.allow(owner.name, field.name, { abstract: named.name, type: member }) : named.name === member;
    return [...(isKnown ? [] : [`${name} is a ${member}`]), ...(isRecord(value) ? this.record(member, value) : [])];
  }

  private isMember(type: GraphQLAbstractType, member: string): boolean {
    return this.schema.getPossibleTypes(type).some(({ name }) => name === member);
  }
}
