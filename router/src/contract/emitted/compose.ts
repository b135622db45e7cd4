import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { Kind, parse, print, visit, type DocumentNode, type GraphQLSchema, type ObjectTypeDefinitionNode } from 'graphql';
import { keyFieldsOf } from './entity-keys';

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
  /** Entities that it owns. */
  readonly owns: ReadonlySet<string>;
}

/** @throws Error listing why the subgraphs do not make one graph. */
export function composeGraph(subgraphs: readonly SubgraphText[]): Composition {
  const owned = new Set(subgraphs.flatMap(({ owns }) => [...owns]));
  const services = subgraphs.map(({ name, port, sdl, owns }) => ({
    name, url: `http://localhost:${port}/graphql`, typeDefs: withSilentStubs(parse(sdl), (type) => owned.has(type) && !owns.has(type)),
  }));
  const result = composeServices(services);
  if (result.errors) throw new Error(`The subgraphs do not compose:\n${result.errors.map((error) => `  - ${error.message}`).join('\n')}`);
  return {
    supergraph: `${result.supergraphSdl.trim()}\n`,
    api: apiOf(result.supergraphSdl),
    internal: apiOf(withoutInaccessible(result.supergraphSdl)),
    hints: result.hints.map((hint) => ({ code: hint.definition.code, message: hint.message })),
  };
}

/** Composition takes the description that most subgraphs give; only the owner's counts. */
function withSilentStubs(document: DocumentNode, isStub: (type: string) => boolean): DocumentNode {
  return visit(document, {
    [Kind.OBJECT_TYPE_DEFINITION]: (type: ObjectTypeDefinitionNode) => {
      if (!isStub(type.name.value)) return undefined;
      const keys = keyFieldsOf(type);
      return { ...type, description: undefined, fields: type.fields?.map((field) => (keys.includes(field.name.value) ? { ...field, description: undefined } : field)) };
    },
  });
}

function apiOf(supergraph: string): GraphQLSchema {
  return Supergraph.build(supergraph).apiSchema().toGraphQLJSSchema();
}

function withoutInaccessible(supergraph: string): string {
  return print(visit(parse(supergraph), { [Kind.DIRECTIVE]: (directive) => (directive.name.value === 'inaccessible' ? null : undefined) }));
}
