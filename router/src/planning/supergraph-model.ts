import { Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { Kind, parse, visit, type GraphQLSchema } from 'graphql';
import { subgraphTypes, type SubgraphTypes } from './subgraph-types';
import { typeTable, type TypeTable } from './type-table';

/** What planning and execution know of a supergraph. */
export interface SupergraphModel {
  readonly sdl: string;
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  readonly types: TypeTable;
  readonly subgraphTypes: SubgraphTypes;
  readonly fieldNames: ReadonlySet<string>;
  /** Labels of progressive overrides. */
  readonly overrideLabels: readonly string[];
  /** Apollo's planner for it; made when it is first asked for. */
  readonly apolloPlanner: () => QueryPlanner;
}

/**
 * Reads a supergraph as `@apollo/composition` writes it.
 * @throws Error naming what is not supported: a join version, or a feature that decides who sees what (`@authenticated`, `@policy`, …).
 */
export function readSupergraph(sdl: string): SupergraphModel {
  const apollo = Supergraph.build(sdl);
  let made: QueryPlanner | undefined;
  const document = parse(sdl, { noLocation: true });
  const apiSchema = apollo.apiSchema().toGraphQLJSSchema();
  const types = typeTable(document);
  return {
    sdl, apiSchema, apolloPlanner: () => (made ??= new QueryPlanner(apollo)), types, subgraphTypes: subgraphTypes(document, types), fieldNames: fieldNamesOf(document),
    overrideLabels: overrideLabelsOf(document),
  };
}

/** Every field name, those that clients do not see among them. */
function fieldNamesOf(document: ReturnType<typeof parse>): ReadonlySet<string> {
  const names = new Set<string>();
  visit(document, { FieldDefinition: ({ name }) => void names.add(name.value) });
  return names;
}

function overrideLabelsOf(document: ReturnType<typeof parse>): string[] {
  const labels = new Set<string>();
  visit(document, {
    Directive(node) {
      const value = node.name.value === 'join__field' && node.arguments?.find(({ name }) => name.value === 'overrideLabel')?.value;
      if (value && value.kind === Kind.STRING) labels.add(value.value);
    },
  });
  return [...labels].sort();
}
