import { Kind, parse, print, visit, type DocumentNode, type FragmentDefinitionNode, type SelectionNode, type ValueNode } from 'graphql';
import type { Question } from '../graph-case';
import type { Candidate } from './shrink-case';

/** Smaller questions, the much smaller ones first. Some are not valid. */
export function* smallerQuestions(question: Question): Generator<Candidate<Question>> {
  const document = parse(question.query, { noLocation: true });
  for (const smaller of smallerDocuments(document, question)) yield () => asked(smaller() ?? document, question);
  for (const [name, value] of Object.entries(question.variables)) {
    for (const smaller of smallerValues(value)) yield () => ({ ...question, variables: { ...question.variables, [name]: smaller } });
  }
}

function asked(document: DocumentNode, question: Question): Question {
  const used = withoutUnusedFragments(document);
  const named = used.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION).length > 1 ? question.operationName : undefined;
  return cleaned({ query: print(used), ...(named !== undefined && { operationName: named }), variables: question.variables });
}

function* smallerDocuments(document: DocumentNode, question: Question): Generator<Candidate<DocumentNode | undefined>> {
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operations.length > 1) yield () => ({ ...document, definitions: document.definitions.filter((node) => node.kind !== Kind.OPERATION_DEFINITION || node.name?.value === question.operationName) });
  const fragments = new Map(document.definitions.filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION).map((node) => [node.name.value, node]));
  let most = 0;
  visit(document, { [Kind.SELECTION_SET]: ({ selections }) => void (most += selections.length) });
  for (const change of [removeAt, spliceAt, plainAt]) for (let position = 0; position < most; position += 1) yield () => change(document, position, fragments);
  yield* simplerHeads(document, question);
}

type Change = (document: DocumentNode, position: number, fragments: ReadonlyMap<string, FragmentDefinitionNode>) => DocumentNode | undefined;

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

type SelectionChange = (node: SelectionNode) => SelectionNode | readonly SelectionNode[] | null | undefined;

/** Applies a change to the selection at a position in the order of writing. */
function changeSelection(document: DocumentNode, position: number, change: SelectionChange): DocumentNode {
  let at = -1;
  return visit(document, {
    [Kind.SELECTION_SET]: (set) => {
      const selections = set.selections.flatMap((node): readonly SelectionNode[] => {
        at += 1;
        const put = at === position ? change(node) : undefined;
        if (put === undefined) return [node];
        return put === null ? [] : [put].flat();
      });
      return { ...set, selections: selections.length > 0 ? selections : [TYPENAME] };
    },
  });
}

const TYPENAME: SelectionNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** Without variables, defaults and single arguments. */
function* simplerHeads(document: DocumentNode, question: Question): Generator<Candidate<DocumentNode>> {
  for (const [name, value] of Object.entries(question.variables)) yield () => withLiteral(document, name, literalOf(value));
  yield () => visit(document, { [Kind.VARIABLE_DEFINITION]: (node) => (node.defaultValue ? { ...node, defaultValue: undefined } : undefined) });
  let most = 0;
  visit(document, { [Kind.ARGUMENT]: () => void (most += 1) });
  for (let position = 0; position < most; position += 1) {
    yield () => {
      let at = -1;
      return visit(document, { [Kind.ARGUMENT]: () => ((at += 1) === position ? null : undefined) });
    };
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

