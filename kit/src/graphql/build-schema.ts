import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { parse, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, createResolversMap, getMetadataStorage, type NonEmptyArray } from 'type-graphql';
import { referenceResolvers, stubResolvers, type ReferenceResolvers } from '../authorization/reference-resolvers';
import { applyRules } from '../authorization/apply-rules';
import { declaredReads, type SubgraphReads } from '../authorization/declared-reads';
import { mergeRules } from '../authorization/merge-rules';
import { answerEntitiesByBatches } from '../execution/interpreted-entities';
import { validateInput } from './validate-input';
import type { AnyClass } from '../running/define-feature';
import type { SubgraphDefinition } from '../running/define-subgraph';

/** Federation features that subgraphs may use; nothing else composes. */
const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@inaccessible", "@tag"])\n\n`;

export interface BuiltSchema {
  /** Executable, with rules and reference guards in place. */
  readonly schema: GraphQLSchema;
  /** What is committed under `schema/subgraphs` and composed. */
  readonly sdl: string;
  /** What its fields and guards read of the viewer. */
  readonly reads: SubgraphReads;
}

/**
 * Builds a subgraph's schema from its features. The emitted text does not depend on which other subgraphs are loaded
 * in the process.
 * @throws Error when a rule is missing or names a field that does not exist.
 */
export function buildSubgraph(definition: SubgraphDefinition): BuiltSchema {
  const resolvers = definition.features.flatMap((feature) => feature.resolvers ?? []);
  const references = definition.features.flatMap((feature) => feature.references ?? []);
  const base = buildSchemaSync({
    resolvers: resolvers as unknown as NonEmptyArray<new () => object>,
    orphanedTypes: [
      ...contributedTo(resolvers, references.map(({ entity }) => entity)), ...definition.features.flatMap((feature) => feature.orphanedTypes ?? []),
    ] as unknown as (new () => object)[],
    validateFn: validateInput,
    pubSub: unusedPubSub,
    skipCheck: true,
  });
  const sdl = FEDERATION + printSchemaWithDirectives(base, { commentDescriptions: false }).replace(/^schema \{[^}]*\}\s*/m, '') + '\n';
  const typeDefs = parse(sdl);
  const owned = referenceResolvers(references);
  const federated = buildSubgraphSchema({ typeDefs, resolvers: createResolversMap(base) as GraphQLResolverMap<unknown> });
  addReferences(federated, { ...stubResolvers(typeDefs, Object.keys(owned)), ...owned });
  const protection = { subgraph: definition.name, rules: mergeRules(definition.features), references };
  return { sdl, schema: applyRules(federated, protection), reads: declaredReads(base, protection) };
}

/** Entities owned elsewhere that resolvers give fields to: a stub that no signature names is in the schema only by this. */
function contributedTo(resolvers: readonly AnyClass[], owned: readonly AnyClass[]): AnyClass[] {
  const { fieldResolvers, resolverClasses, classDirectives } = getMetadataStorage();
  const contributing = new Set<unknown>(fieldResolvers.filter(({ kind }) => kind === 'external').map(({ target }) => target));
  const entities = new Set<unknown>(classDirectives.filter(({ directive }) => directive.nameOrDefinition.startsWith('@key')).map(({ target }) => target));
  const types = resolverClasses.filter(({ target }) => contributing.has(target) && resolvers.includes(target as unknown as AnyClass)).map(({ getObjectType }) => getObjectType() as unknown as AnyClass);
  return types.filter((type) => !owned.includes(type) && entities.has(type));
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
