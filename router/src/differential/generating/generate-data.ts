import {
  getNamedType, isAbstractType, isCompositeType, isEnumType, isListType, isNonNullType, isObjectType, Kind, type GraphQLField, type GraphQLNamedType, type GraphQLObjectType,
  type GraphQLOutputType, type GraphQLSchema, type SelectionSetNode,
} from 'graphql';
import type { Random } from '../random';
import type { ComposedCase } from '../store/compose-case';
import { fedFields } from '../store/fed-fields';
import type { StoredRecord, StoredValue } from '../store/stored-data';
import { KnownMembers } from '../store/known-members';

/** How often a field fails, and how often one that must not be null is. */
const FAILS = 0.02;
const BREAKS = 0.01;
const CODES = ['NOT_FOUND', 'FORBIDDEN', 'OUT_OF_STOCK'];

/** Records for every entity, with nulls and failures in the fields on which no key and no required field depends. */
export function generateData(composed: ComposedCase, random: Random): Record<string, StoredRecord> {
  return new DataGenerator(composed, random).generate();
}

class DataGenerator {
  private readonly schema: GraphQLSchema;
  private readonly known: KnownMembers;
  private readonly fed: ReadonlySet<string>;
  private readonly keys = new Map<string, SelectionSetNode[]>();
  private readonly count: number;
  private text = 0;

  constructor(composed: ComposedCase, private readonly random: Random) {
    this.schema = composed.internal;
    this.known = new KnownMembers(composed);
    this.fed = fedFields(composed);
    this.count = random.between(2, 4);
    for (const { facts } of composed.subgraphs) {
      for (const [name, { keys }] of facts) if (isObjectType(this.schema.getType(name)) && keys.length > 0) this.keys.set(name, [...(this.keys.get(name) ?? []), ...keys]);
    }
  }

  generate(): Record<string, StoredRecord> {
    const data: Record<string, StoredRecord> = {};
    for (const type of Object.values(this.schema.getTypeMap())) {
      if (!isObjectType(type) || type.name.startsWith('__')) continue;
      const isRoot = type === this.schema.getQueryType() || type === this.schema.getMutationType();
      if (isRoot) data[type.name] = this.record(type, 0);
      else if (this.keys.has(type.name)) for (let index = 1; index <= this.count; index += 1) data[`${type.name}:${index}`] = this.record(type, index);
    }
    return data;
  }

  private record(type: GraphQLObjectType, index: number, depth = 0): StoredRecord {
    const fields = Object.values(type.getFields()).filter(({ name }) => name !== 'journal');
    return Object.fromEntries(fields.map((field) => [field.name, this.keyValue(type, field, index) ?? this.fieldValue({ type, field, depth })]));
  }

  /** The parts of a compound key are each shared by some records. */
  private keyValue(type: GraphQLObjectType, { name, type: fieldType }: GraphQLField<unknown, unknown>, index: number): StoredValue | undefined {
    const keys = (this.keys.get(type.name) ?? []).map((key) => key.selections.flatMap((part) => (part.kind === Kind.FIELD ? [part.name.value] : []))).filter((key) => key.includes(name));
    if (keys.length === 0) return undefined;
    const isAlone = keys.some((key) => key.length === 1);
    const isFirst = keys.some((key) => key[0] === name);
    const part = isAlone ? index : isFirst ? Math.ceil(index / 2) : (index % 2) + 1;
    const named = getNamedType(fieldType);
    if (isCompositeType(named)) return `${named.name}:${part}`;
    const isNumber = named.name === 'Int' || named.name === 'Stamp';
    // Keys are unique among all types: an interface object's key stands for whatever implements the interface.
    return isNumber ? [...this.keys.keys()].indexOf(type.name) * 10 + part : `${type.name.slice(0, 2).toLowerCase()}${part}`;
  }

  private fieldValue(place: Place): StoredValue {
    const { field } = place;
    if (field.args.length > 0 && this.random.chance(0.5)) return { $choice: Array.from({ length: this.random.between(1, 3) }, () => this.value(place, field.type)) };
    return this.value(place, field.type);
  }

  private value(place: Place, type: GraphQLOutputType): StoredValue {
    const { random } = this;
    const name = `${place.type.name}.${place.field.name}`;
    const isFed = this.fed.has(name) || this.known.isStricter(place.type.name, place.field.name);
    if (!isFed && random.chance(FAILS)) return { $error: random.pick(CODES) };
    if (isNonNullType(type)) return !isFed && random.chance(BREAKS) ? null : this.present(place, type.ofType);
    if (random.chance(0.12) && !this.known.isStricter(place.type.name, place.field.name)) return null;
    return this.present(place, type);
  }

  private present(place: Place, type: GraphQLOutputType): StoredValue {
    if (isListType(type)) return Array.from({ length: place.depth > 1 ? this.random.between(0, 1) : this.random.between(0, 3) }, () => this.value(place, type.ofType));
    const named = getNamedType(type);
    return isCompositeType(named) ? this.object(place, named) : this.leaf(named);
  }

  private object(place: Place, named: GraphQLNamedType): StoredValue {
    const possible = isAbstractType(named) ? this.schema.getPossibleTypes(named).filter(({ name }) => this.known.allow(place.type.name, place.field.name, { abstract: named.name, type: name })) : [named as GraphQLObjectType];
    const near = place.depth > 2 ? possible.filter(({ name }) => this.keys.has(name)) : possible;
    const type = this.random.maybe(near.length > 0 ? near : possible);
    if (!type) return null;
    if (this.keys.has(type.name)) return `${type.name}:${this.random.between(1, this.count)}`;
    return { __typename: type.name, ...this.record(type, 1, place.depth + 1) };
  }

  private leaf(named: GraphQLNamedType): StoredValue {
    const { random } = this;
    if (isEnumType(named)) return random.pick(named.getValues().map(({ name }) => name).filter((name) => !this.known.hides(name)));
    switch (named.name) {
      case 'Int':
      case 'Stamp':
        return named.name === 'Stamp' ? random.between(0, 90) : random.between(-3, 90);
      case 'Float':
        return random.between(0, 40) / 4;
      case 'Boolean':
        return random.chance(0.5);
      case 'Json':
        return random.pick<StoredValue>([{ z: 1, a: [null, { __typename: 'Odd' }] }, [], 'text', 7, { id: 'x' }, false]);
      default:
        return random.chance(0.05) ? random.pick(['', 'é"\\\u2028\n', 'null']) : `${named.name === 'ID' ? 'i' : 's'}${(this.text += 1)}`;
    }
  }
}

interface Place {
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  /** How many values of values it is inside of. */
  readonly depth: number;
}
