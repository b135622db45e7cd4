import type { RequiredField, Requirement } from '../planning/query-plan';
import type { TypeTable } from '../planning/type-table';
import { isData, type Data } from './merging';

/** What identifies an entity to a subgraph; null where something required is not there, so that nothing can be asked. */
export type RepresentationOf = (entity: Data) => Data | null;

/** One builder per type that an entity turns out to have, made when the type is first met. */
export function representationOf(requires: readonly Requirement[], types: TypeTable): RepresentationOf {
  const builders = new Map<string, RepresentationOf>();
  return (entity) => {
    const typeName = entity.__typename;
    if (typeof typeName !== 'string') return null;
    let builder = builders.get(typeName);
    if (!builder) builders.set(typeName, (builder = builderFor(requires, typeName, types)));
    return builder(entity);
  };
}

function builderFor(requires: readonly Requirement[], typeName: string, types: TypeTable): RepresentationOf {
  const fields = fieldsFor(requires, typeName, types);
  if (!fields.some(({ name }) => name === '__typename')) return () => null;
  return (entity) => pick(entity, fields, types);
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
  const picked = pick(value, fieldsFor(selections, String(value.__typename), types), types);
  return picked ?? undefined;
}

/** Tells representations apart. Without ambiguity: a client chooses some of the values. */
export function identityOf(representation: Data): string {
  let plain = '';
  let count = 0;
  for (const name in representation) {
    const value = representation[name];
    if (name === '__typename') continue;
    if (typeof value !== 'string' || (count += 1) > 1) return JSON.stringify(representation);
    plain = value;
  }
  return `${String(representation.__typename)}:${plain}`;
}
