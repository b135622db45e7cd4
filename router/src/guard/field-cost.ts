import { getNamedType, getNullableType, isCompositeType, isListType, isObjectType, type FieldNode, type GraphQLCompositeType, type GraphQLField, type GraphQLType } from 'graphql';
import { sum, times, type PageAsked } from './cost';
import { defaultPageOf, type PageSource } from './page-sizes';
import type { SelectionSummary } from './selection-summary';

/** Page size of a connection whose client names none. */
const DEFAULT_PAGE = 20;
/** Length assumed of a list that has no page size. */
const ASSUMED_LIST = 10;
/** A write costs more than reading what it returns. */
const MUTATION_COST = 10;

/** Whether a type is a Relay connection. */
export function isConnection(type: GraphQLType): boolean {
  const named = getNamedType(type);
  if (!isObjectType(named) || !named.name.endsWith('Connection')) return false;
  const fields = named.getFields();
  return fields.edges !== undefined || fields.nodes !== undefined;
}

export function returnsList(type: GraphQLType): boolean {
  return isListType(getNullableType(type)) || isConnection(type);
}

export interface PricedField {
  readonly node: FieldNode;
  readonly parent: GraphQLCompositeType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly pages: readonly PageSource[];
  readonly content: SelectionSummary;
  readonly isMutation: boolean;
}

/** Estimated objects that one field adds: to its selection set, or to each item of the connection it belongs to. */
export function costOfField(priced: PricedField): Pick<SelectionSummary, 'cost' | 'itemCost'> {
  const { node, parent, field, content } = priced;
  const named = getNamedType(field.type);
  if (node.name.value.startsWith('__') || named.name.startsWith('__')) return { cost: 1, itemCost: 0 };
  if (isConnection(parent) && isListType(getNullableType(field.type))) return { cost: 0, itemCost: sum(1, content.cost) };
  if (!isCompositeType(named)) return { cost: (isListType(getNullableType(field.type)) ? 1 : 0) + (priced.isMutation ? MUTATION_COST : 0), itemCost: 0 };
  const own = priced.isMutation ? MUTATION_COST : node.name.value === 'node' && parent.name.endsWith('Edge') ? 0 : 1;
  const object = sum(own, content.cost, isConnection(named) ? times(pageOf(priced, DEFAULT_PAGE), content.itemCost) : 0);
  return { cost: isListType(getNullableType(field.type)) ? times(pageOf(priced, ASSUMED_LIST), object) : object, itemCost: 0 };
}

function pageOf({ pages, field }: PricedField, assumed: number): number | PageAsked {
  const fallback = defaultPageOf(field) ?? assumed;
  if (pages.length === 0) return fallback;
  if (pages.every((page) => 'value' in page)) return Math.max(0, ...pages.map((page) => page.value));
  return { sources: pages, fallback };
}
