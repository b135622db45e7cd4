import { Kind, parse, print, visit, type DocumentNode, type FragmentDefinitionNode, type ValueNode } from 'graphql';
import type { Question } from '../graph-case';

/** Smaller questions, the much smaller ones first. Some are not valid. */
export function* smallerQuestions(question: Question): Generator<Question> {
  const document = parse(question.query, { noLocation: true });
  for (const smaller of smallerDocuments(document, question)) {
    const used = withoutUnusedFragments(smaller);
    const named = used.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION).length > 1 ? question.operationName : undefined;
    yield cleaned({ query: print(used), ...(named !== undefined && { operationName: named }), variables: question.variables });
  }
  for (const [name, value] of Object.entries(question.variables)) yield* smallerValues(value).map((smaller) => ({ ...question, variables: { ...question.variables, [name]: smaller } }));
}

function* smallerDocuments(document: DocumentNode, question: Question): Generator<DocumentNode> {
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operations.length > 1) yield { ...document, definitions: document.definitions.filter((node) => node.kind !== Kind.OPERATION_DEFINITION || node.name?.value === question.operationName) };
  const fragments = new Map(document.definitions.filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION).map((node) => [node.name.value, node]));
  for (let position = 0; ; position += 1) {
    const made = [removeAt, spliceAt, plainAt].map((change) => change(document, position, fragments));
    if (made.every((smaller) => smaller === undefined)) break;
    for (const smaller of made) if (smaller && smaller !== 'same') yield smaller;
  }
  yield* simplerHeads(document, question);
}

type Change = (document: DocumentNode, position: number, fragments: ReadonlyMap<string, FragmentDefinitionNode>) => DocumentNode | 'same' | undefined;

/** Leaves out the selection at a position. */
const removeAt: Change = (document, position) => changeSelection(document, position, () => null);

/** Puts the content of a fragment into its place. */
const spliceAt: Change = (document, position, fragments) => changeSelection(document, position, (node) => {
  if (node.kind === Kind.FRAGMENT_SPREAD) {
    const fragment = fragments.get(node.name.value);
    return fragment && { kind: Kind.INLINE_FRAGMENT, typeCondition: fragment.typeCondition, directives: node.directives, selectionSet: fragment.selectionSet };
  }
  return node.kind === Kind.INLINE_FRAGMENT ? [...node.selectionSet.selections] : undefined;
});

/** Without alias, directives, arguments. */
const plainAt: Change = (document, position) => changeSelection(document, position, (node) => {
  if (node.kind !== Kind.FIELD) return node.directives?.length ? { ...node, directives: [] } : undefined;
  return node.alias || node.directives?.length || node.arguments?.length ? { ...node, ...(node.directives?.length ? { directives: [] } : node.alias ? { alias: undefined } : { arguments: [] }) } : undefined;
});

type SelectionChange = (node: import('graphql').SelectionNode) => unknown;

/** Applies a change to the selection at a position in the order of writing; undefined beyond the last. */
function changeSelection(document: DocumentNode, position: number, change: SelectionChange): DocumentNode | 'same' | undefined {
  let at = -1;
  let result: DocumentNode | 'same' | undefined;
  const changed = visit(document, {
    [Kind.SELECTION_SET]: (set) => {
      const selections = set.selections.flatMap((node) => {
        at += 1;
        if (at !== position) return [node];
        const put = change(node);
        result = put === undefined ? 'same' : document;
        return put === undefined ? [node] : put === null ? [] : (Array.isArray(put) ? put : [put]) as (typeof node)[];
      });
      if (selections.length === 0) return { ...set, selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }] };
      return { ...set, selections };
    },
  }) as DocumentNode;
  return result === undefined || result === 'same' ? result : changed;
}

/** Without variables, defaults and single arguments. */
function* simplerHeads(document: DocumentNode, question: Question): Generator<DocumentNode> {
  for (const [name, value] of Object.entries(question.variables)) yield withLiteral(document, name, literalOf(value));
  yield visit(document, { [Kind.VARIABLE_DEFINITION]: (node) => (node.defaultValue ? { ...node, defaultValue: undefined } : undefined) });
  let most = 0;
  visit(document, { [Kind.ARGUMENT]: () => void (most += 1) });
  for (let position = 0; position < most; position += 1) {
    let at = -1;
    yield visit(document, { [Kind.ARGUMENT]: () => ((at += 1) === position ? null : undefined) });
  }
}

function withLiteral(document: DocumentNode, variable: string, value: ValueNode): DocumentNode {
  return visit(document, {
    [Kind.VARIABLE_DEFINITION]: (node) => (node.variable.name.value === variable ? null : false),
    [Kind.VARIABLE]: (node) => (node.name.value === variable ? value : undefined),
  });
}

/** Words in capitals are taken for values of enums, otherwise validation says no. */
function literalOf(value: unknown): ValueNode {
  if (value === null) return { kind: Kind.NULL };
  if (Array.isArray(value)) return { kind: Kind.LIST, values: value.map(literalOf) };
  if (typeof value === 'object') return { kind: Kind.OBJECT, fields: Object.entries(value).map(([name, part]) => ({ kind: Kind.OBJECT_FIELD, name: { kind: Kind.NAME, value: name }, value: literalOf(part) })) };
  if (typeof value === 'boolean') return { kind: Kind.BOOLEAN, value };
  if (typeof value === 'number') return { kind: Number.isInteger(value) ? Kind.INT : Kind.FLOAT, value: String(value) };
  return /^[A-Z]+$/.test(String(value)) ? { kind: Kind.ENUM, value: String(value) } : { kind: Kind.STRING, value: String(value) };
}

function withoutUnusedFragments(document: DocumentNode): DocumentNode {
  const used = new Set<string>();
  const operations = document.definitions.filter((node) => node.kind !== Kind.FRAGMENT_DEFINITION);
  const follow = (node: DocumentNode | FragmentDefinitionNode): void => {
    visit(node, {
      [Kind.FRAGMENT_SPREAD]: ({ name }) => {
        if (used.has(name.value)) return;
        used.add(name.value);
        const fragment = document.definitions.find((other): other is FragmentDefinitionNode => other.kind === Kind.FRAGMENT_DEFINITION && other.name.value === name.value);
        if (fragment) follow(fragment);
      },
    });
  };
  follow({ kind: Kind.DOCUMENT, definitions: operations });
  return { ...document, definitions: document.definitions.filter((node) => node.kind !== Kind.FRAGMENT_DEFINITION || used.has(node.name.value)) };
}

/** Without variables that nothing uses. */
function cleaned(question: Question): Question {
  const document = parse(question.query, { noLocation: true });
  const used = new Set<string>();
  visit(document, { [Kind.VARIABLE_DEFINITION]: () => false, [Kind.VARIABLE]: ({ name }) => void used.add(name.value) });
  const query = print(visit(document, { [Kind.VARIABLE_DEFINITION]: ({ variable }) => (used.has(variable.name.value) ? undefined : null) }));
  return { ...question, query, variables: Object.fromEntries(Object.entries(question.variables).filter(([name]) => used.has(name))) };
}

function smallerValues(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.length > 0 ? [[], ...value.map((_, index) => value.filter((__, other) => other !== index))] : [];
  if (typeof value === 'object' && value !== null) return Object.keys(value).map((key) => Object.fromEntries(Object.entries(value).filter(([other]) => other !== key)));
  return [];
}

