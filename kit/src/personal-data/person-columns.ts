import { getMetadataArgsStorage } from 'typeorm';
import type { SubgraphDefinition } from '../running/define-subgraph';

/** Names of columns that lead to a person. */
const PERSONAL = /^(user|owner|actor|sender|author|creator|person|member|recipient|reviewer|subject|(\w+)By|(\w+)User)Id$|^(email|emailCanonical|addressHash|recipient|phone|phoneNumber|mobile)$/;

/**
 * Columns that lead to a person and that no feature's `personalData` names, as `Entity.column`: what nobody would erase.
 * A column that is called otherwise is found by nobody; keep to these names.
 */
export function forgottenPersonColumns({ features }: Pick<SubgraphDefinition, 'features'>): string[] {
  const declared = features.flatMap(({ personalData = [] }) => personalData);
  const known = new Set(declared.flatMap(({ entity, person, mentions = [] }) => [person, ...mentions].map((column: string) => `${entity.name}.${column}`)));
  const entities = features.flatMap((feature) => feature.entities ?? []);
  const columns = getMetadataArgsStorage().columns.filter(({ target, propertyName }) => entities.some((entity) => entity === target) && PERSONAL.test(propertyName));
  return columns.map(({ target, propertyName }) => `${(target as { readonly name: string }).name}.${propertyName}`).filter((column) => !known.has(column)).sort();
}
