import { GraphQLObjectType, isObjectType, type GraphQLFieldResolver, type GraphQLResolveInfo, type GraphQLSchema, type GraphQLUnionType } from 'graphql';
import { byType, referenceResolverOf, unknownEntity, type Representation } from './entity-references';
import { Thrown } from './thrown';

/**
 * Lets graphql-js answer `_entities` by the same batches as compiled operations. It asks each object for its type, and
 * rows are not written to: the type that an object was asked for is kept beside it.
 */
export function answerEntitiesByBatches(schema: GraphQLSchema): void {
  const field = schema.getQueryType()?.getFields()._entities;
  if (!field) return;
  const typeNames = new WeakMap<object, string>();
  const resolve: GraphQLFieldResolver<unknown, unknown, { representations: readonly Representation[] }> = async (_source, { representations }, contextValue, info) => {
    const answers = await answered(representations, contextValue, info);
    return answers.map((answer, index) => typed(typeNames, answer, String(representations[index]?.__typename)));
  };
  field.resolve = resolve;
  (schema.getType('_Entity') as GraphQLUnionType).resolveType = (entity: object) => typeNames.get(entity);
}

async function answered(representations: readonly Representation[], contextValue: unknown, info: GraphQLResolveInfo): Promise<unknown[]> {
  const answers: unknown[] = representations.map(() => null);
  const groups = [...byType(representations)].map((group) => ({ ...group, resolve: referenceResolverOf(objectType(info.schema, group.typeName)) }));
  await Promise.all(groups.map(async ({ resolve, representations: own, indexes }) => {
    const found = await settled(() => resolve(own, contextValue, info));
    await Promise.all(indexes.map(async (index, position) => (answers[index] = found instanceof Thrown ? found : await settled(() => (found as readonly unknown[])[position]))));
  }));
  return answers;
}

function objectType(schema: GraphQLSchema, typeName: unknown): GraphQLObjectType {
  const type = schema.getType(String(typeName));
  if (!isObjectType(type)) throw unknownEntity(typeName);
  return type;
}

async function settled(answer: () => unknown): Promise<unknown> {
  try {
    return await answer();
  } catch (reason) {
    return new Thrown(reason);
  }
}

function typed(typeNames: WeakMap<object, string>, answer: unknown, typeName: string): unknown {
  if (answer instanceof Thrown) return Promise.reject(answer.reason);
  if (typeof answer !== 'object' || answer === null || answer instanceof Error) return answer;
  const known = typeNames.get(answer);
  // One object under two names becomes two.
  const entity = known === undefined || known === typeName ? answer : (Object.assign(Object.create(Object.getPrototypeOf(answer) as object) as object, answer));
  typeNames.set(entity, typeName);
  return entity;
}
