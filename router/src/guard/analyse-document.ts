import {
  getNamedType, isCompositeType, Kind, SchemaMetaFieldDef, TypeMetaFieldDef, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type GraphQLCompositeType,
  type GraphQLField, type GraphQLSchema, type OperationDefinitionNode, type SelectionNode, type SelectionSetNode,
} from 'graphql';
import type { Cost } from './cost';
import { costOfField, returnsList } from './field-cost';
import { pageSourcesOf, type PageSource } from './page-sizes';
import { ENDLESS, NOTHING, together, type SelectionSummary } from './selection-summary';

/** Deep enough for the usual introspection query; nested lists in it are limited by validation. */
export const INTROSPECTION_DEPTH = 20;

export interface OperationFacts extends SelectionSummary {
  readonly node: OperationDefinitionNode;
  readonly cost: Cost;
}

/** Everything the guard needs to know of a document before it knows the variables. */
export interface DocumentFacts {
  readonly operations: readonly OperationFacts[];
  readonly pages: readonly PageSource[];
  readonly usesIntrospection: boolean;
  readonly introspectionDepth: number;
  /** Selections looked at: each of the document once, however often fragments repeat it. */
  readonly visited: number;
}

interface Walk {
  readonly schema: GraphQLSchema;
  readonly maxLevels: number;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly summaries: Map<string, SelectionSummary>;
  readonly pages: PageSource[];
  usesIntrospection: boolean;
  introspectionDepth: number;
  visited: number;
}

export interface AnalysisOptions {
  readonly schema: GraphQLSchema;
  readonly maxDepth: number;
}

/**
 * Reads a document once. Fragments are summarised once and added where they are spread, so the work is linear in the
 * document's text even where it unfolds exponentially. Safe on documents that were not validated.
 */
export function analyseDocument(document: DocumentNode, { schema, maxDepth }: AnalysisOptions): DocumentFacts {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const walk: Walk = {
    schema, fragments, maxLevels: Math.max(maxDepth, INTROSPECTION_DEPTH), summaries: new Map(), pages: [],
    usesIntrospection: false, introspectionDepth: 0, visited: 0,
  };
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION).map((node) => summariseOperation(node, walk));
  const { pages, usesIntrospection, introspectionDepth, visited } = walk;
  return { operations, pages, usesIntrospection, introspectionDepth, visited };
}

function summariseOperation(node: OperationDefinitionNode, walk: Walk): OperationFacts {
  const root = walk.schema.getRootType(node.operation) ?? undefined;
  const directives = (node.directives?.length ?? 0) + (node.variableDefinitions ?? []).reduce((total, variable) => total + (variable.directives?.length ?? 0), 0);
  const summary = summariseSet(node.selectionSet, root, { walk, level: 1 });
  return { ...summary, directives: summary.directives + directives, node };
}

interface Position {
  readonly walk: Walk;
  readonly level: number;
}

function summariseSet(set: SelectionSetNode, parent: GraphQLCompositeType | undefined, position: Position): SelectionSummary {
  if (position.level > position.walk.maxLevels) return ENDLESS;
  return together(set.selections.map((selection) => summariseSelection(selection, parent, position)));
}

function summariseSelection(selection: SelectionNode, parent: GraphQLCompositeType | undefined, position: Position): SelectionSummary {
  const { walk } = position;
  walk.visited += 1;
  if (selection.kind === Kind.FIELD) return summariseField(selection, parent, position);
  const inner = selection.kind === Kind.FRAGMENT_SPREAD
    ? summariseFragment(selection.name.value, walk)
    : summariseSet(selection.selectionSet, selection.typeCondition ? compositeNamed(selection.typeCondition.name.value, walk) : parent, position);
  const directives = selection.directives?.length ?? 0;
  return directives === 0 ? inner : { ...inner, directives: inner.directives + directives };
}

function summariseFragment(name: string, walk: Walk): SelectionSummary {
  const known = walk.summaries.get(name);
  if (known) return known;
  const fragment = walk.fragments.get(name);
  if (!fragment) return NOTHING;
  walk.summaries.set(name, ENDLESS); // What a spread inside itself finds.
  const content = summariseSet(fragment.selectionSet, compositeNamed(fragment.typeCondition.name.value, walk), { walk, level: 1 });
  const summary = { ...content, directives: content.directives + (fragment.directives?.length ?? 0) };
  walk.summaries.set(name, summary);
  return summary;
}

function summariseField(node: FieldNode, parent: GraphQLCompositeType | undefined, { walk, level }: Position): SelectionSummary {
  const field = fieldOf(node.name.value, parent, walk.schema);
  const type = field ? getNamedType(field.type) : undefined;
  const isIntrospection = node.name.value === '__schema' || node.name.value === '__type';
  const content = node.selectionSet ? summariseSet(node.selectionSet, isCompositeType(type) ? type : undefined, { walk, level: level + 1 }) : NOTHING;
  if (isIntrospection) {
    walk.usesIntrospection = true;
    walk.introspectionDepth = Math.max(walk.introspectionDepth, content.depth + 1);
  }
  const pages = field ? pageSourcesOf(node, field, returnsList(field.type)) : [];
  walk.pages.push(...pages);
  const isMutation = parent !== undefined && parent === walk.schema.getMutationType();
  const price = field && parent ? costOfField({ node, parent, field, pages, content, isMutation }) : { cost: 1, itemCost: 0 };
  return {
    ...price,
    depth: 1 + (isIntrospection ? 0 : content.depth), fields: 1 + content.fields, aliases: (node.alias ? 1 : 0) + content.aliases,
    directives: (node.directives?.length ?? 0) + content.directives, rootFields: rootFieldsOf(node, parent, walk.schema),
  };
}

function rootFieldsOf(node: FieldNode, parent: GraphQLCompositeType | undefined, schema: GraphQLSchema): ReadonlyMap<string, number> {
  const isRoot = parent !== undefined && (parent === schema.getQueryType() || parent === schema.getMutationType() || parent === schema.getSubscriptionType());
  return isRoot ? new Map([[`${parent.name}.${node.name.value}`, 1]]) : NOTHING.rootFields;
}

function fieldOf(name: string, parent: GraphQLCompositeType | undefined, schema: GraphQLSchema): GraphQLField<unknown, unknown> | undefined {
  if (parent === schema.getQueryType() && name === '__schema') return SchemaMetaFieldDef;
  if (parent === schema.getQueryType() && name === '__type') return TypeMetaFieldDef;
  return parent && 'getFields' in parent ? parent.getFields()[name] : undefined;
}

function compositeNamed(name: string, walk: Walk): GraphQLCompositeType | undefined {
  const type = walk.schema.getType(name);
  return isCompositeType(type) ? type : undefined;
}
