import { Kind, parse, print, visit, type ASTNode, type ConstDirectiveNode, type DocumentNode, type FieldNode, type InlineFragmentNode, type TypeNode } from 'graphql';
import { fieldSet } from '../store/federation-facts';
import type { Candidate } from './shrink-case';

type Subgraphs = Readonly<Record<string, string>>;

/** How many fields are taken away at once. */
const BITES = [16, 8, 4, 2, 1];

/** Smaller supergraphs, the much smaller ones first. Many of them do not compose. */
export function* smallerSubgraphs(subgraphs: Subgraphs): Generator<Candidate<Subgraphs>> {
  for (const name of Object.keys(subgraphs)) yield () => Object.fromEntries(Object.entries(subgraphs).filter(([other]) => other !== name));
  const documents = Object.entries(subgraphs).map(([name, text]) => ({ name, document: parse(text, { noLocation: true }) }));
  for (const type of new Set(documents.flatMap(({ document }) => typeNames(document)))) yield () => everywhere(subgraphs, (document) => withoutType(document, type));
  for (const { name, document } of documents) for (const type of typeNames(document)) yield () => within(subgraphs, name, withoutType(document, type));
  const fields = [...new Set(documents.flatMap(({ document }) => fieldNames(document)))];
  for (const bite of BITES) {
    for (let first = 0; first < fields.length; first += bite) yield () => everywhere(subgraphs, (document) => fields.slice(first, first + bite).reduce(withoutField, document));
  }
  for (const { name, document } of documents) for (const field of fieldNames(document)) yield () => within(subgraphs, name, withoutField(document, field));
  for (const { name, document } of documents) for (const smaller of withoutOneNode(document)) yield () => within(subgraphs, name, smaller());
  for (const { name, document } of documents) for (const smaller of smallerFieldSets(document)) yield () => within(subgraphs, name, smaller());
}

const typeNames = (document: DocumentNode): string[] => document.definitions.flatMap((node) => ('name' in node && node.name ? [node.name.value] : []));

function fieldNames(document: DocumentNode): string[] {
  return document.definitions.flatMap((node) => ('fields' in node && node.fields ? node.fields.map((field) => `${node.name.value}.${field.name.value}`) : []));
}

/** Without types that nothing is left of. */
function within(subgraphs: Subgraphs, name: string, document: DocumentNode): Subgraphs {
  const left = document.definitions.filter((node) => !('fields' in node) || (node.fields?.length ?? 0) > 0);
  const text = left.length > 0 ? print({ ...document, definitions: left }) : '';
  return Object.fromEntries(Object.entries(subgraphs).map(([other, old]) => [other, other === name ? text : old]).filter(([, kept]) => kept !== ''));
}

function everywhere(subgraphs: Subgraphs, change: (document: DocumentNode) => DocumentNode): Subgraphs {
  return Object.entries(subgraphs).reduce((made, [name, text]) => within(made, name, change(parse(text, { noLocation: true }))), subgraphs);
}

/** Without whatever mentions it. */
function withoutType(document: DocumentNode, type: string): DocumentNode {
  const kept = { ...document, definitions: document.definitions.filter((node) => !('name' in node) || node.name?.value !== type) };
  return visit(kept, {
    [Kind.FIELD_DEFINITION]: (node) => (mentions(node, type) ? null : undefined),
    [Kind.INPUT_VALUE_DEFINITION]: (node) => (mentions(node, type) ? null : undefined),
    [Kind.NAMED_TYPE]: (node) => (node.name.value === type ? null : undefined),
  });
}

function mentions(node: { readonly type: ASTNode }, type: string): boolean {
  return print(node.type).replaceAll(/[[\]!]/g, '') === type;
}

function withoutField(document: DocumentNode, name: string): DocumentNode {
  return { ...document, definitions: document.definitions.map((node) => {
    if (!('fields' in node) || !node.fields) return node;
    return { ...node, fields: node.fields.filter((field) => `${node.name.value}.${field.name.value}` !== name) } as typeof node;
  }) };
}

/** Leaves out one directive, argument, enum value, interface or member, or loosens one type. */
function* withoutOneNode(document: DocumentNode): Generator<Candidate<DocumentNode>> {
  const kinds: readonly string[] = [Kind.DIRECTIVE, Kind.INPUT_VALUE_DEFINITION, Kind.ENUM_VALUE_DEFINITION, Kind.NON_NULL_TYPE, Kind.LIST_TYPE];
  let most = 0;
  visit(document, { enter: (node) => void (kinds.includes(node.kind) && (most += 1)) });
  for (let position = 0; position < most; position += 1) {
    yield () => {
      let at = -1;
      return visit(document, {
        enter: (node) => {
          if (!kinds.includes(node.kind) || (at += 1) !== position) return undefined;
          return node.kind === Kind.NON_NULL_TYPE ? node.type : node.kind === Kind.LIST_TYPE ? withoutMark(node.type) : null;
        },
      });
    };
  }
  yield* withoutOneMember(document);
}

/** A list's item, which takes the place of the list, may have an exclamation mark of its own. */
const withoutMark = (type: TypeNode): TypeNode => (type.kind === Kind.NON_NULL_TYPE ? type.type : type);

function* withoutOneMember(document: DocumentNode): Generator<Candidate<DocumentNode>> {
  for (const [index, node] of document.definitions.entries()) {
    const replace = (changed: typeof node): DocumentNode => ({ ...document, definitions: document.definitions.map((other, position) => (position === index ? changed : other)) });
    if (node.kind === Kind.UNION_TYPE_DEFINITION) for (const type of node.types ?? []) yield () => replace({ ...node, types: node.types?.filter((other) => other !== type) });
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION) for (const type of node.interfaces ?? []) yield () => replace({ ...node, interfaces: node.interfaces?.filter((other) => other !== type) });
  }
}

/** Field sets of directives with a selection less. */
function* smallerFieldSets(document: DocumentNode): Generator<Candidate<DocumentNode>> {
  const directives: ConstDirectiveNode[] = [];
  visit(document, { [Kind.DIRECTIVE]: (node) => void (node.arguments?.some(({ name }) => name.value === 'fields') && directives.push(node as ConstDirectiveNode)) });
  for (const directive of directives) {
    const value = directive.arguments?.find(({ name }) => name.value === 'fields')?.value;
    if (value?.kind !== Kind.STRING) continue;
    for (const smaller of smallerSets(value.value)) yield () => visit(document, { [Kind.DIRECTIVE]: (node) => (node === directive ? visit(node, { [Kind.STRING]: (text) => (text === value ? { ...text, value: smaller } : undefined) }) : undefined) });
  }
}

function smallerSets(text: string): string[] {
  const set = fieldSet(text);
  let most = 0;
  visit(set, { [Kind.FIELD]: () => void (most += 1), [Kind.INLINE_FRAGMENT]: () => void (most += 1) });
  return Array.from({ length: most }, (_, position) => {
    let at = -1;
    const change = { enter: (): null | undefined => ((at += 1) === position ? null : undefined), leave: emptied };
    const left = visit(set, { [Kind.FIELD]: change, [Kind.INLINE_FRAGMENT]: change });
    return left.selections.length === 0 ? '' : print(left).replace(/^\{/, '').replace(/\}$/, '').replaceAll(/\s+/g, ' ').trim();
  }).filter((smaller) => smaller !== '');
}

/** A selection with nothing left inside goes too. */
function emptied(node: FieldNode | InlineFragmentNode): null | undefined {
  return node.selectionSet?.selections.length === 0 ? null : undefined;
}
