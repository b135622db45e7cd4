import { getNamedType, isInputObjectType, Kind, type FieldNode, type GraphQLField, type GraphQLInputObjectType, type GraphQLInputType, type ValueNode } from 'graphql';

/** Where a page size of a field comes from: a number in the document, or a variable (for input objects: inside one). */
export type PageSource =
  | { readonly path: string; readonly value: number }
  | { readonly path: string; readonly variable: string; readonly inside: GraphQLInputObjectType | null; readonly names: ReadonlySet<string> };

const ALWAYS: ReadonlySet<string> = new Set(['first', 'last']);
const ON_LISTS: ReadonlySet<string> = new Set(['first', 'last', 'limit', 'take']);

/** Every page size among the arguments of a field. `limit` and `take` are page sizes only where a list is returned. */
export function pageSourcesOf(node: FieldNode, field: GraphQLField<unknown, unknown>, returnsList: boolean): PageSource[] {
  const names = returnsList ? ON_LISTS : ALWAYS;
  const sources: PageSource[] = [];
  for (const argument of node.arguments ?? []) {
    const definition = field.args.find((candidate) => candidate.name === argument.name.value);
    if (definition) collect({ name: argument.name.value, path: argument.name.value, value: argument.value, type: definition.type }, names, sources);
  }
  return sources;
}

/** The page size that the schema itself gives a field whose client names none. */
export function defaultPageOf(field: GraphQLField<unknown, unknown>): number | undefined {
  const sizes = field.args.filter((argument) => ALWAYS.has(argument.name)).map((argument) => argument.defaultValue);
  return sizes.find((size) => typeof size === 'number');
}

interface Given {
  readonly name: string;
  readonly path: string;
  readonly value: ValueNode;
  readonly type: GraphQLInputType;
}

function collect(given: Given, names: ReadonlySet<string>, into: PageSource[]): void {
  const { value, path } = given;
  const type = getNamedType(given.type);
  const isPage = names.has(given.name) && type.name === 'Int';
  if (value.kind === Kind.LIST) {
    for (const item of value.values) collect({ ...given, value: item }, names, into);
  } else if (value.kind === Kind.VARIABLE) {
    if (isPage || isInputObjectType(type)) into.push({ path, variable: value.name.value, inside: isInputObjectType(type) ? type : null, names });
  } else if (isPage && value.kind === Kind.INT) {
    into.push({ path, value: Number(value.value) });
  } else if (isInputObjectType(type) && value.kind === Kind.OBJECT) {
    const fields = type.getFields();
    for (const field of value.fields) {
      const definition = fields[field.name.value];
      if (definition) collect({ name: field.name.value, path: `${path}.${field.name.value}`, value: field.value, type: definition.type }, names, into);
    }
  }
}

/** The page sizes that a source stands for once the variables are known. */
export function pagesAsked(source: PageSource, variables: Readonly<Record<string, unknown>>): { readonly path: string; readonly value: number }[] {
  if ('value' in source) return [source];
  const value = variables[source.variable];
  if (source.inside === null) return typeof value === 'number' ? [{ path: source.path, value }] : [];
  const found: { path: string; value: number }[] = [];
  collectInside({ value, type: source.inside, path: source.path }, source.names, found);
  return found;
}

interface InputValue {
  readonly value: unknown;
  readonly type: GraphQLInputObjectType;
  readonly path: string;
}

function collectInside({ value, type, path }: InputValue, names: ReadonlySet<string>, into: { path: string; value: number }[]): void {
  if (Array.isArray(value)) {
    for (const item of value) collectInside({ value: item, type, path }, names, into);
    return;
  }
  if (value === null || typeof value !== 'object') return;
  const entries = value as Readonly<Record<string, unknown>>;
  for (const field of Object.values(type.getFields())) {
    const entry = Object.hasOwn(entries, field.name) ? entries[field.name] : undefined;
    const inner = getNamedType(field.type);
    if (names.has(field.name) && inner.name === 'Int' && typeof entry === 'number') into.push({ path: `${path}.${field.name}`, value: entry });
    if (isInputObjectType(inner)) collectInside({ value: entry, type: inner, path: `${path}.${field.name}` }, names, into);
  }
}
