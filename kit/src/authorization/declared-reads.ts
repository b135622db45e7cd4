import { isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { StartError } from '../errors/start-error';
import type { Protection } from './completeness';
import type { SubgraphRules } from './merge-rules';
import { strongest } from './narrow-viewer';
import { graphqlNameOf } from './reference-resolvers';
import type { ViewerReads } from './viewer';

/** What executions of an object type read of the viewer. */
export interface TypeReads {
  /** By the guard of the type's references; absent where another subgraph owns the type, or nobody refers to it. */
  readonly reference?: ViewerReads;
  /** By fields; one that is not listed reads nothing. */
  readonly fields?: Readonly<Record<string, ViewerReads>>;
}

/** What a subgraph reads of the viewer, by object type. Mutations and subscriptions always read all of it. */
export type SubgraphReads = Readonly<Record<string, TypeReads>>;

/**
 * What each field reads: its rule, and its resolver where it has one.
 * @param schema as type-graphql builds it: there, and only there, a field without a resolver of its own has none.
 * @throws StartError for declarations about fields that do not exist or have no resolver.
 */
export function declaredReads(schema: GraphQLSchema, { subgraph, rules, references }: Protection): SubgraphReads {
  const problems = danglingReads(schema, rules);
  if (problems.length > 0) throw new StartError(`Subgraph ${subgraph} declares what nobody reads:`, problems);
  const guards = new Map(references.map(({ entity, reads }) => [graphqlNameOf(entity), reads]));
  return Object.fromEntries(sharedTypes(schema).map((type) => {
    const fields = fieldReads(type, rules);
    const reference = guards.get(type.name);
    return [type.name, { ...(reference && { reference }), ...(Object.keys(fields).length > 0 && { fields }) }];
  }));
}

function sharedTypes(schema: GraphQLSchema): GraphQLObjectType[] {
  const effectful = [schema.getMutationType(), schema.getSubscriptionType()];
  return Object.values(schema.getTypeMap()).filter(isObjectType).filter((type) => !type.name.startsWith('__') && !effectful.includes(type));
}

function fieldReads(type: GraphQLObjectType, rules: SubgraphRules): Record<string, ViewerReads> {
  const ruled = type.name === 'Query' ? rules.roots.Query : fieldRules(rules, type.name);
  const all = Object.values(type.getFields()).map(({ name, resolve }): [string, ViewerReads] => {
    const resolver = resolve ? (rules.reads[type.name]?.[name] ?? 'user') : 'nothing';
    return [name, strongest([ruled[name]?.reads ?? 'nothing', resolver])];
  });
  return Object.fromEntries(all.filter(([, reads]) => reads !== 'nothing'));
}

function fieldRules({ types }: SubgraphRules, type: string): SubgraphRules['roots']['Query'] {
  const rule = types[type];
  return typeof rule === 'object' ? rule.fields : {};
}

function danglingReads(schema: GraphQLSchema, { reads }: SubgraphRules): string[] {
  const types = new Map(sharedTypes(schema).map((type) => [type.name, type.getFields()]));
  return Object.entries(reads).flatMap(([type, fields]) =>
    Object.keys(fields).filter((field) => !types.get(type)?.[field]?.resolve).map((field) => `${type}.${field} is no field with a resolver whose answers can be shared`),
  );
}
