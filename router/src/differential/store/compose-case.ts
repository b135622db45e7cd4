import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { parse, print, visit, Kind, type DocumentNode, type GraphQLSchema } from 'graphql';
import { federationFacts, type TypeFacts } from './federation-facts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@requires", "@provides", "@external", "@shareable", "@override", "@inaccessible", "@interfaceObject"
])
`;

export interface CaseSubgraph {
  readonly name: string;
  /** With the link to federation. */
  readonly document: DocumentNode;
  readonly facts: ReadonlyMap<string, TypeFacts>;
}

export interface ComposedCase {
  readonly supergraphSdl: string;
  readonly api: GraphQLSchema;
  /** With what is hidden from clients. */
  readonly internal: GraphQLSchema;
  readonly subgraphs: readonly CaseSubgraph[];
}

/** @returns why the subgraphs do not make one graph, or the graph. */
export function composeCase(subgraphs: Readonly<Record<string, string>>): ComposedCase | readonly string[] {
  const parts = Object.entries(subgraphs).map(([name, sdl]) => ({ name, document: parse(`${LINK}${sdl}`, { noLocation: true }) }));
  const result = composeServices(parts.map(({ name, document }) => ({ name, url: `http://${name}.invalid`, typeDefs: document })));
  if (result.errors) return result.errors.map(({ message }) => message);
  const { supergraphSdl } = result;
  const hides = supergraphSdl.includes('@inaccessible');
  const api = schemaOf(supergraphSdl);
  return {
    supergraphSdl, api, internal: hides ? schemaOf(withoutInaccessible(supergraphSdl)) : api,
    subgraphs: parts.map((part) => ({ ...part, facts: federationFacts(part.document) })),
  };
}

function schemaOf(supergraphSdl: string): GraphQLSchema {
  return Supergraph.build(supergraphSdl, { validateSupergraph: false }).apiSchema().toGraphQLJSSchema();
}

function withoutInaccessible(supergraphSdl: string): string {
  return print(visit(parse(supergraphSdl), { [Kind.DIRECTIVE]: (directive) => (directive.name.value === 'inaccessible' ? null : undefined) }));
}
