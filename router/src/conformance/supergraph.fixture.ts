import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError, parse, validate, type GraphQLSchema } from 'graphql';
import { Random } from '../differential/random';
import { SchemaSource } from '../differential/systems/schema-source';
import { createSupergraph, type Supergraph } from '../execution/supergraph';
import type { PlannerName } from '../planning/planner';

/** Each file runs on each planner; the other one is its second choice, as in the product. */
export const PLANNERS: readonly PlannerName[] = ['hive', 'apollo'];

type Resolvers = NonNullable<Extract<Parameters<typeof buildSubgraphSchema>[0], { typeDefs: unknown }>['resolvers']>;

export interface FixtureSubgraph {
  /** Without the link to federation. */
  readonly sdl: string;
  readonly resolvers?: Resolvers;
  /** Part of the supergraph, but not to be reached. */
  readonly absent?: true;
}

export interface FixtureAnswer {
  readonly data?: unknown;
  /** Where, and with which code. */
  readonly errors?: readonly { readonly path?: readonly (string | number)[]; readonly code?: unknown }[];
}

export interface FixtureOptions {
  readonly planner: PlannerName;
  readonly subgraphs: Readonly<Record<string, FixtureSubgraph>>;
  /** For progressive overrides, from 0 to 100. */
  readonly draw?: number;
}

export interface FixtureGraph {
  readonly apiSchema: GraphQLSchema;
  ask(query: string, variables?: Readonly<Record<string, unknown>>, operationName?: string): Promise<FixtureAnswer>;
}

const LINK = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
    "@key", "@requires", "@provides", "@external", "@shareable", "@override", "@inaccessible", "@interfaceObject", "@tag", "@authenticated", "@requiresScopes", "@policy", "@context", "@fromContext",
    "@cost", "@listSize"
  ])
`;

/** @throws Error where the subgraphs do not compose or the supergraph is refused. */
export function openGraph({ planner, subgraphs, draw = 50 }: FixtureOptions): FixtureGraph {
  const reachable = Object.entries(subgraphs).filter(([, { absent }]) => !absent);
  const sources = new Map(reachable.map(([name, { sdl, resolvers }]) => [name, new SchemaSource<object>(buildSubgraphSchema({ typeDefs: parse(`${LINK}${sdl}`), resolvers }), new Random(1))]));
  const others = PLANNERS.filter((other) => other !== planner);
  const supergraph = createSupergraph<object>({ supergraphSdl: compose(subgraphs), sources, planners: [planner, ...others], draw: () => draw });
  return { apiSchema: supergraph.apiSchema, ask: (query, variables = {}, operationName) => ask(supergraph, { query, variables, operationName }) };
}

export function compose(subgraphs: FixtureOptions['subgraphs']): string {
  const result = composeServices(Object.entries(subgraphs).map(([name, { sdl }]) => ({ name, url: `http://${name}.invalid`, typeDefs: parse(`${LINK}${sdl}`) })));
  if (result.errors) throw new Error(result.errors.map(({ message }) => message).join('\n'));
  return result.supergraphSdl;
}

interface FixtureQuestion {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

async function ask(supergraph: Supergraph<object>, { query, variables, operationName }: FixtureQuestion): Promise<FixtureAnswer> {
  const document = parse(query);
  const [mistake] = validate(supergraph.apiSchema, document);
  if (mistake) throw mistake;
  const { data, errors } = await supergraph.answer({ document, operationName, variables }, {});
  return {
    ...(data !== undefined && { data: JSON.parse(data) as unknown }),
    ...(errors.length > 0 && { errors: errors.map(({ path, extensions }) => ({ ...(path && { path }), ...(extensions?.code !== undefined && { code: extensions.code }) })) }),
  };
}

/** An error as a domain throws it. */
export const failed = (code: string): GraphQLError => new GraphQLError('Refused.', { extensions: { code } });
