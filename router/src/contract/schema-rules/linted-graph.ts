import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { ComposedHint } from '../emitted/compose';

export interface LintedSubgraph {
  readonly name: string;
  readonly document: DocumentNode;
  /** Entities that it owns. */
  readonly owns: ReadonlySet<string>;
}

/** Everything that the rules of the schema look at. */
export interface LintedGraph {
  readonly subgraphs: readonly LintedSubgraph[];
  /** What clients see. */
  readonly api: GraphQLSchema;
  /** The API and what only parts of the product may ask. */
  readonly internal: GraphQLSchema;
  readonly hints: readonly ComposedHint[];
  /** Types that the kit defines and any subgraph may use. */
  readonly kitTypes: ReadonlySet<string>;
}

/** What is wrong, one sentence each; empty when the graph keeps the rule. */
export type SchemaRule = (graph: LintedGraph) => string[];
