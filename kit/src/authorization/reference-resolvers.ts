import { Kind, type DocumentNode, type ObjectTypeDefinitionNode } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { isId } from '../ids/new-id';
import type { SubgraphContext } from '../running/context';
import type { AnyClass } from '../running/define-feature';
import type { EntityReference } from './guard-reference';

/** Entities owned elsewhere to which this subgraph contributes fields: a reference stands for itself, one that cannot be ours for nothing. */
export function stubResolvers(types: DocumentNode, owned: readonly string[]): Record<string, object> {
  const stubs = types.definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION).filter((type) => !owned.includes(type.name.value) && isContributedTo(type));
  return Object.fromEntries(stubs.map((type) => [type.name.value, { __resolveReference: (reference: Representation) => (typeof reference.id === 'string' && isId(reference.id) ? reference : null) }]));
}

function isContributedTo({ directives = [] }: ObjectTypeDefinitionNode): boolean {
  return directives.some(({ name, arguments: given = [] }) =>
    name.value === 'key' && given.some(({ value }) => value.kind === Kind.STRING && value.value === 'id') && !given.some(({ name: argument }) => argument.value === 'resolvable'));
}

interface Representation {
  readonly id?: unknown;
}

/** The GraphQL name of a class decorated with `@ObjectType`. */
export function graphqlNameOf(entity: AnyClass): string {
  const found = getMetadataStorage().objectTypes.find((type) => type.target === (entity as unknown));
  if (!found) throw new Error(`${entity.name} is not an object type.`);
  return found.name;
}

/** `__resolveReference` for each owned entity: load in batches, then guard; foreign and missing are null alike. */
export function referenceResolvers(references: readonly EntityReference[]): Record<string, object> {
  return Object.fromEntries(references.map((reference) => [graphqlNameOf(reference.entity), { __resolveReference: resolver(reference) }]));
}

function resolver(reference: EntityReference) {
  return async (representation: Representation, ctx: SubgraphContext): Promise<object | null> => {
    if (typeof representation.id !== 'string' || !isId(representation.id)) return null;
    const entity = await reference.load(ctx, representation.id);
    if (!entity || reference.guard === 'open') return entity;
    return (await reference.guard(ctx.viewer, entity, ctx)) ? entity : null;
  };
}
