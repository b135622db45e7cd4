import type { RequiredField, Requirement } from '../planning/query-plan';
import type { TypeTable } from '../planning/type-table';
import { isData, type Data } from './merging';

/** How the objects of one type are told to a subgraph. */
export interface Representing {
  /** Equal for objects that are told alike; undefined where something required is not there, so that nothing can be asked. */
  readonly identify: (entity: Data) => unknown;
  /** For objects that can be identified. */
  readonly of: (entity: Data) => Data | null;
}

/** One way per type that an entity turns out to have, worked out when the type is first met; null for what does not say its type. */
export function representations(requires: readonly Requirement[], types: TypeTable): (entity: Data) => Representing | null {
  const known = new Map<string, Representing | null>();
  return (entity) => {
    const typeName = entity.__typename;
    if (typeof typeName !== 'string') return null;
    let representing = known.get(typeName);
    if (representing === undefined) known.set(typeName, (representing = representingOf(requires, typeName, types)));
    return representing;
  };
}

function representingOf(requires: readonly Requirement[], typeName: string, types: TypeTable): Representing | null {
  const fields = fieldsFor(requires, typeName, types);
  const others = fields.filter(({ name }) => name !== '__typename');
  if (others.length === fields.length) return null;
  const of = (entity: Data): Data | null => pick(entity, fields, types);
  if (others.some(({ selections }) => selections)) return { of, identify: (entity) => textOf(of(entity)) };
  const [sole] = others;
  if (others.length > 1 || !sole) return { of, identify: (entity) => identityOf(entity, others) };
  const { source, name } = sole;
  return { identify: (entity) => entity[source], of: (entity) => ({ __typename: typeName, [name]: entity[source] }) };
}

function textOf(representation: Data | null): string | undefined {
  return representation === null ? undefined : JSON.stringify(representation);
}

/** Unambiguous, since clients choose some of the values: each says how long it is. */
function identityOf(entity: Data, fields: readonly RequiredField[]): string | undefined {
  let identity = '';
  for (const { source } of fields) {
    const value = entity[source];
    if (value === undefined) return undefined;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    identity += `${typeof value === 'string' ? '' : '~'}${text.length}:${text}`;
  }
  return identity;
}

/** The fields that apply to a type, those of several fragments together. */
function fieldsFor(requires: readonly Requirement[], typeName: string, types: TypeTable): RequiredField[] {
  const fields = new Map<string, RequiredField>();
  for (const required of requires) {
    const added = 'on' in required ? (types.membersOf(required.on).has(typeName) ? fieldsFor(required.selections, typeName, types) : []) : [required];
    for (const field of added) {
      const known = fields.get(field.name);
      fields.set(field.name, known?.selections && field.selections ? { ...field, selections: [...known.selections, ...field.selections] } : field);
    }
  }
  return [...fields.values()];
}

function pick(source: Data, fields: readonly RequiredField[], types: TypeTable): Data | null {
  const picked: Data = {};
  for (const { source: key, name, selections } of fields) {
    const value = source[key];
    if (value === undefined) return null;
    if (!selections) picked[name] = value;
    else {
      const inner = pickInner(value, selections, types);
      if (inner === undefined) return null;
      picked[name] = inner;
    }
  }
  return picked;
}

/** Undefined where something required is missing further in. */
function pickInner(value: unknown, selections: readonly Requirement[], types: TypeTable): unknown {
  if (Array.isArray(value)) {
    const elements = value.map((element) => pickInner(element, selections, types));
    return elements.includes(undefined) ? undefined : elements;
  }
  if (!isData(value)) return value;
  return pick(value, fieldsFor(selections, String(value.__typename), types), types) ?? undefined;
}
