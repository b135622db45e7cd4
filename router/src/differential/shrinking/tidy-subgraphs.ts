import { Kind, parse, print, visit, type ConstDirectiveNode, type DocumentNode, type FieldDefinitionNode, type SelectionSetNode } from 'graphql';
import { fieldSet } from '../store/federation-facts';

type Subgraphs = Readonly<Record<string, string>>;
type Fields = ReadonlyMap<string, FieldDefinitionNode>;

interface Part {
  readonly name: string;
  readonly document: DocumentNode;
  readonly types: ReadonlyMap<string, Fields>;
}

const BUILT_IN = new Set(['String', 'Int', 'Float', 'Boolean', 'ID']);

/** Takes away what makes no sense any more after something else was taken away, so that the rest has a chance to compose. */
export function tidied(subgraphs: Subgraphs): Subgraphs {
  let before = subgraphs;
  for (;;) {
    const parts = Object.entries(before).map(([name, text]) => partOf(name, text));
    const after = Object.fromEntries(parts.map((part) => [part.name, print(tidy(part, parts))]).filter(([, text]) => text !== ''));
    if (JSON.stringify(after) === JSON.stringify(before)) return after;
    before = after;
  }
}

function partOf(name: string, text: string): Part {
  const document = parse(text, { noLocation: true });
  const types = document.definitions.flatMap((node): [string, Fields][] =>
    node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION ? [[node.name.value, new Map(node.fields?.map((field) => [field.name.value, field]))]] : []);
  return { name, document, types: new Map(types) };
}

function tidy(part: Part, parts: readonly Part[]): DocumentNode {
  const defined = new Set([...BUILT_IN, ...part.document.definitions.flatMap((node) => ('name' in node && node.name ? [node.name.value] : []))]);
  const used = usedFields(part);
  const document = visit(part.document, {
    [Kind.OBJECT_TYPE_DEFINITION]: (type) => ({
      ...type, interfaces: type.interfaces?.filter(({ name }) => defined.has(name.value)),
      directives: type.directives?.filter((directive) => directive.name.value !== 'key' || isThere(part, setOf(directive), type.name.value)),
      fields: type.fields?.filter((field) => isKept(field, { type: type.name.value, part, parts, defined, used })).map((field) => ({ ...field, directives: field.directives?.filter((directive) => makesSense(directive, field, { type: type.name.value, part, parts })) })),
    }),
    [Kind.UNION_TYPE_DEFINITION]: (union) => ({ ...union, types: union.types?.filter(({ name }) => defined.has(name.value)) }),
  });
  return { ...document, definitions: document.definitions.filter((node) => !('fields' in node && node.fields?.length === 0) && !('types' in node && node.types?.length === 0)) };
}

interface Place {
  readonly type: string;
  readonly part: Part;
  readonly parts: readonly Part[];
}

function isKept(field: FieldDefinitionNode, { type, part, parts, defined, used }: Place & { readonly defined: ReadonlySet<string>; readonly used: ReadonlySet<string> }): boolean {
  if (!defined.has(namedType(field)) || field.arguments?.some((argument) => !defined.has(print(argument.type).replaceAll(/[[\]!]/g, '')))) return false;
  const requires = named(field, 'requires');
  if (requires && !isThere(part, setOf(requires), type)) return false;
  if (!named(field, 'external')) return true;
  return used.has(`${type}.${field.name.value}`) && parts.some((other) => other !== part && answers(other, type, field.name.value));
}

function makesSense(directive: ConstDirectiveNode, field: FieldDefinitionNode, { type, part, parts }: Place): boolean {
  if (directive.name.value === 'provides') return isThere(part, setOf(directive), namedType(field));
  const from = directive.arguments?.find(({ name }) => name.value === 'from')?.value;
  return directive.name.value !== 'override' || parts.some(({ name, types }) => from?.kind === Kind.STRING && name === from.value && types.get(type)?.has(field.name.value));
}

function answers({ types }: Part, type: string, name: string): boolean {
  const field = types.get(type)?.get(name);
  return field !== undefined && !named(field, 'external');
}

/** The fields, `Type.field`, that field sets of the subgraph mention. */
function usedFields(part: Part): Set<string> {
  const used = new Set<string>();
  const follow = (set: SelectionSetNode, type: string): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) follow(selection.selectionSet, selection.typeCondition?.name.value ?? type);
      if (selection.kind !== Kind.FIELD) continue;
      used.add(`${type}.${selection.name.value}`);
      const field = part.types.get(type)?.get(selection.name.value);
      if (field && selection.selectionSet) follow(selection.selectionSet, namedType(field));
    }
  };
  for (const node of part.document.definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    node.directives?.filter(({ name }) => name.value === 'key').forEach((key) => follow(setOf(key), node.name.value));
    for (const field of node.fields ?? []) {
      const [requires, provides] = [named(field, 'requires'), named(field, 'provides')];
      if (requires) follow(setOf(requires), node.name.value);
      if (provides) follow(setOf(provides), namedType(field));
    }
  }
  return used;
}

/** Whether the subgraph defines everything that a field set selects. */
function isThere(part: Part, set: SelectionSetNode, type: string): boolean {
  return set.selections.every((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return isThere(part, selection.selectionSet, selection.typeCondition?.name.value ?? type);
    if (selection.kind !== Kind.FIELD || selection.name.value === '__typename') return true;
    const field = part.types.get(type)?.get(selection.name.value);
    return field !== undefined && (!selection.selectionSet || isThere(part, selection.selectionSet, namedType(field)));
  });
}

const named = (field: FieldDefinitionNode, directive: string): ConstDirectiveNode | undefined => field.directives?.find(({ name }) => name.value === directive);
const namedType = (field: FieldDefinitionNode): string => print(field.type).replaceAll(/[[\]!]/g, '');

function setOf(directive: ConstDirectiveNode): SelectionSetNode {
  const value = directive.arguments?.find(({ name }) => name.value === 'fields')?.value;
  return fieldSet(value?.kind === Kind.STRING ? value.value : '__typename');
}
