import { isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { StartError } from '../errors/start-error';
import type { EntityReference } from './guard-reference';
import { ROOT_TYPES, type SubgraphRules } from './merge-rules';
import { graphqlNameOf } from './reference-resolvers';

/** Closed value types of the kit; they hold nothing of their own to protect. */
const VALUE_TYPES = new Set(['PageInfo', 'Money', 'EventsMissed', '_Service']);

/** What stands between a subgraph's schema and its callers. */
export interface Protection {
  readonly subgraph: string;
  readonly rules: SubgraphRules;
  readonly references: readonly EntityReference[];
}

/**
 * The start-up check that replaces trust in reviewers: every root field has a rule, every object type says who sees
 * it, every owned entity has a reference guard, and no rule names something that does not exist.
 * @throws StartError listing everything that is missing.
 */
export function checkCompleteness(schema: GraphQLSchema, { subgraph, rules, references }: Protection): void {
  const owned = new Set(references.map((reference) => graphqlNameOf(reference.entity)));
  const problems = [...rootProblems(schema, rules), ...typeProblems(schema, rules, owned), ...danglingTypes(schema, rules)];
  if (problems.length > 0) throw new StartError(`Subgraph ${subgraph} is not completely ruled:`, problems);
}

function rootProblems(schema: GraphQLSchema, rules: SubgraphRules): string[] {
  return ROOT_TYPES.flatMap((root) => {
    const fields = Object.keys(schema.getType(root) ? (schema.getType(root) as GraphQLObjectType).getFields() : {}).filter((field) => !field.startsWith('_'));
    const missing = fields.filter((field) => !rules.roots[root][field]).map((field) => `${root}.${field} has no rule`);
    const dangling = Object.keys(rules.roots[root]).filter((field) => !fields.includes(field)).map((field) => `a rule names ${root}.${field}, which does not exist`);
    return [...missing, ...dangling];
  });
}

function typeProblems(schema: GraphQLSchema, rules: SubgraphRules, owned: ReadonlySet<string>): string[] {
  return Object.values(schema.getTypeMap()).filter(isObjectType).flatMap((type) => {
    if (isRootOrValue(type)) return [];
    const rule = rules.types[type.name];
    const keys = keyFields(type);
    const contributed = Object.keys(type.getFields()).filter((field) => !keys.includes(field));
    if (keys.length > 0 && contributed.length === 0) return [];
    if (rule === undefined) return [`type ${type.name} does not say who sees it (open, guarded or fields)`];
    if (rule === 'guarded') return owned.has(type.name) ? [] : [`type ${type.name} is guarded but has no reference guard`];
    if (rule === 'open') return [];
    return contributed.filter((field) => !rule.fields[field]).map((field) => `${type.name}.${field} has no rule`);
  });
}

function danglingTypes(schema: GraphQLSchema, rules: SubgraphRules): string[] {
  return Object.keys(rules.types).filter((type) => !schema.getType(type)).map((type) => `a rule names type ${type}, which does not exist`);
}

function isRootOrValue(type: GraphQLObjectType): boolean {
  return type.name.startsWith('__') || (ROOT_TYPES as readonly string[]).includes(type.name) || VALUE_TYPES.has(type.name) || /(Connection|Edge)$/.test(type.name);
}

function keyFields(type: GraphQLObjectType): string[] {
  const keys = (type.astNode?.directives ?? []).filter((directive) => directive.name.value === 'key');
  return keys.flatMap((key) => key.arguments?.find((argument) => argument.name.value === 'fields')?.value).flatMap((value) => (value?.kind === 'StringValue' ? value.value.split(/\s+/) : []));
}
