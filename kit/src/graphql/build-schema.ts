import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { parse, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, createResolversMap, type NonEmptyArray } from 'type-graphql';
import { referenceResolvers, stubResolvers, type ReferenceResolvers } from '../authorization/reference-resolvers';
import { applyRules } from '../authorization/apply-rules';
import { mergeRules } from '../authorization/merge-rules';
import { answerEntitiesByBatches } from '../execution/interpreted-entities';
import { validateInput } from './validate-input';
import type { SubgraphDefinition } from '../running/define-subgraph';

/** Federation features that subgraphs may use; nothing else composes. */
const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@inaccessible", "@tag"])\n\n`;

export interface BuiltSchema {
  /** Executable, with rules and reference guards in place. */
  readonly schema: GraphQLSchema;
  /** What is committed under `schema/subgraphs` and composed. */
  readonly sdl: string;
}

/**
 * Builds a subgraph's schema from its features. The emitted text does not depend on which other subgraphs are loaded
 * in the process.
 * @throws Error when a rule is missing or names a field that does not exist.
 */
export function buildSubgraph(definition: SubgraphDefinition): BuiltSchema {
  const resolvers = definition.features.flatMap((feature) => feature.resolvers ?? []);
  const base = buildSchemaSync({
    resolvers: resolvers as unknown as NonEmptyArray<new () => object>,
    orphanedTypes: definition.features.flatMap((feature) => feature.orphanedTypes ?? []) as unknown as (new () => object)[],
    validateFn: validateInput,
    pubSub: unusedPubSub,
    skipCheck: true,
  });
  const sdl = FEDERATION + printSchemaWithDirectives(base, { commentDescriptions: false }).replace(/^schema \{[^}]*\}\s*/m, '') + '\n';
  const references = definition.features.flatMap((feature) => feature.references ?? []);
  const typeDefs = parse(sdl);
  const owned = referenceResolvers(references);
  const federated = buildSubgraphSchema({ typeDefs, resolvers: createResolversMap(base) as GraphQLResolverMap<unknown> });
  addReferences(federated, { ...stubResolvers(typeDefs, Object.keys(owned)), ...owned });
  return { sdl, schema: applyRules(federated, { subgraph: definition.name, rules: mergeRules(definition.features), references }) };
}

/** Where `referenceResolverOf` looks for them. */
function addReferences(schema: GraphQLSchema, resolvers: ReferenceResolvers): void {
  for (const [name, resolveReferences] of Object.entries(resolvers)) {
    const type = schema.getType(name);
    if (type) type.extensions = { ...type.extensions, sangam: { resolveReferences } };
  }
  answerEntitiesByBatches(schema);
}

/** Subscriptions of this product bring their own streams; type-graphql only asks that something is configured. */
const unusedPubSub = {
  publish(): void {
    throw new Error('Publish with tx.publish.');
  },
  subscribe(): never {
    throw new Error('Subscribe with openLiveStream.');
  },
};
