import { Kind, type DocumentNode, type ObjectTypeDefinitionNode } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import type { ReferenceResolver, Representation } from '../execution/entity-references';
import { Thrown } from '../execution/thrown';
import { isId } from '../ids/new-id';
import type { SubgraphContext } from '../running/context';
import type { AnyClass } from '../running/define-feature';
import type { EntityReference } from './guard-reference';

/** Type name to the batch that answers its references. */
export type ReferenceResolvers = Readonly<Record<string, ReferenceResolver>>;

/** Entities owned elsewhere to which this subgraph contributes fields: a reference stands for itself, one that cannot be ours for nothing. */
export function stubResolvers(types: DocumentNode, owned: readonly string[]): ReferenceResolvers {
  const stubs = types.definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION).filter((type) => !owned.includes(type.name.value) && isContributedTo(type));
  return Object.fromEntries(stubs.map((type) => [type.name.value, (representations) => representations.map((reference) => (idOf(reference) === null ? null : reference))]));
}

function isContributedTo({ directives = [] }: ObjectTypeDefinitionNode): boolean {
  return directives.some(({ name, arguments: given = [] }) =>
    name.value === 'key' && given.some(({ value }) => value.kind === Kind.STRING && value.value === 'id') && !given.some(({ name: argument }) => argument.value === 'resolvable'));
}

function idOf({ id }: Representation): string | null {
  return typeof id === 'string' && isId(id) ? id : null;
}

/** The GraphQL name of a class decorated with `@ObjectType`. */
export function graphqlNameOf(entity: AnyClass): string {
  const found = getMetadataStorage().objectTypes.find((type) => type.target === (entity as unknown));
  if (!found) throw new Error(`${entity.name} is not an object type.`);
  return found.name;
}

/** The batch of each owned entity: load, then guard; foreign, missing and malformed are null alike. */
export function referenceResolvers(references: readonly EntityReference[]): ReferenceResolvers {
  return Object.fromEntries(references.map((reference) => [graphqlNameOf(reference.entity), ownedEntities(reference)]));
}

function ownedEntities(reference: EntityReference): ReferenceResolver {
  return async (representations, contextValue) => {
    const ctx = contextValue as SubgraphContext;
    const ids = representations.map(idOf);
    const wanted = ids.filter((id) => id !== null);
    const visible = wanted.length === 0 ? [] : await loadVisible(reference, ctx, wanted);
    let next = 0;
    return ids.map((id) => (id === null ? null : visible[next++]));
  };
}

/** What stands in the way of reading stands in the place of each entity. */
async function loadVisible(reference: EntityReference, ctx: SubgraphContext, ids: readonly string[]): Promise<readonly unknown[]> {
  try {
    const found = await ctx.loaders.loadMany(reference.load, ids);
    return reference.guardMany ? await guardedTogether(reference.guardMany, ctx, found) : found.map((entity) => entity && guarded(reference.guard, ctx, entity));
  } catch (reason) {
    return ids.map(() => new Thrown(reason));
  }
}

async function guardedTogether(guardMany: NonNullable<EntityReference['guardMany']>, ctx: SubgraphContext, found: readonly (object | null)[]): Promise<(object | null)[]> {
  const entities = found.filter((entity) => entity !== null);
  const verdicts = entities.length === 0 ? [] : await guardMany(ctx, entities);
  let next = 0;
  return found.map((entity) => (entity && verdicts[next++] === true ? entity : null));
}

/** An entity, null, the promise of either, or what the guard threw. */
function guarded(guard: NonNullable<EntityReference['guard']>, ctx: SubgraphContext, entity: object): unknown {
  if (guard === 'open') return entity;
  try {
    const verdict = guard(ctx.viewer, entity, ctx);
    return typeof verdict === 'boolean' ? visibleIf(verdict) : verdict.then(visibleIf);
  } catch (reason) {
    return new Thrown(reason);
  }

  function visibleIf(isVisible: boolean): object | null {
    return isVisible ? entity : null;
  }
}
