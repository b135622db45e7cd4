import { getNamedType, type GraphQLField, type GraphQLObjectType } from 'graphql';
import type { SchemaRule } from './linted-graph';
import { VERBS } from './verbs';

const fieldsOf = (root: GraphQLObjectType | null | undefined): GraphQLField<unknown, unknown>[] => Object.values(root?.getFields() ?? {});

/** Queries and subscriptions are nouns. */
export const queriesAreNouns: SchemaRule = ({ internal }) => {
  const fields = [...fieldsOf(internal.getQueryType()), ...fieldsOf(internal.getSubscriptionType())];
  return fields.filter(({ name }) => /^(?:get|list|fetch|find|all|load|retrieve|show|on)[A-Z]/.test(name)).map(({ name }) => `Query or subscription ${name} is not a noun.`);
};

/** Mutations are verb + noun in domain words. */
export const mutationsBeginWithVerbs: SchemaRule = ({ internal }) => fieldsOf(internal.getMutationType()).flatMap(({ name }) => {
  const first = /^[a-z]+/.exec(name)?.[0] ?? '';
  return VERBS.has(first) ? [] : [`Mutation ${name} begins with "${first}", which is not among the verbs of schema-rules/verbs.ts.`];
});

/** Ids and a few scalars stay plain arguments; more make one `input`, beside an `id` at most. */
export const mutationsTakeOneInput: SchemaRule = ({ internal }) => fieldsOf(internal.getMutationType()).flatMap(({ name, args }) => {
  const names = args.map((argument) => argument.name);
  if (names.includes('input') && names.some((argument) => !['id', 'input'].includes(argument))) return [`Mutation ${name} takes more than (id, input).`];
  return names.length > 3 ? [`Mutation ${name} takes ${names.length} arguments; more than an id and two scalars make one input.`] : [];
});

/** Mutations return what they changed. */
export const mutationsReturnTheChanged: SchemaRule = ({ internal }) => fieldsOf(internal.getMutationType()).flatMap(({ name, type }) =>
  getNamedType(type).name === 'Boolean' ? [`Mutation ${name} returns a Boolean instead of what it changed.`] : []);
