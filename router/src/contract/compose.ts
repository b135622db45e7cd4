import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { Kind, parse, print, visit, type GraphQLSchema } from 'graphql';

export interface ComposedHint {
  readonly code: string;
  readonly message: string;
}

export interface Composition {
  /** What the router serves from. */
  readonly supergraph: string;
  /** What clients see: nothing inaccessible, nothing of federation. */
  readonly api: GraphQLSchema;
  /** What parts of the product may ask each other: the API and whatever is inaccessible to clients. */
  readonly internal: GraphQLSchema;
  readonly hints: readonly ComposedHint[];
}

export interface SubgraphText {
  readonly name: string;
  readonly port: number;
  readonly sdl: string;
}

/** @throws Error listing why the subgraphs do not make one graph. */
export function composeGraph(subgraphs: readonly SubgraphText[]): Composition {
  const result = composeServices(subgraphs.map(({ name, port, sdl }) => ({ name, url: `http://localhost:${port}/graphql`, typeDefs: parse(sdl) })));
  if (result.errors) throw new Error(`The subgraphs do not compose:\n${result.errors.map((error) => `  - ${error.message}`).join('\n')}`);
  return {
    supergraph: `${result.supergraphSdl.trim()}\n`,
    api: apiOf(result.supergraphSdl),
    internal: apiOf(withoutInaccessible(result.supergraphSdl)),
    hints: result.hints.map((hint) => ({ code: hint.definition.code, message: hint.message })),
  };
}

function apiOf(supergraph: string): GraphQLSchema {
  return Supergraph.build(supergraph).apiSchema().toGraphQLJSSchema();
}

function withoutInaccessible(supergraph: string): string {
  return print(visit(parse(supergraph), { [Kind.DIRECTIVE]: (directive) => (directive.name.value === 'inaccessible' ? null : undefined) }));
}
