import { mergeRules, ROOT_TYPES } from '../authorization/merge-rules';
import { graphqlNameOf } from '../authorization/reference-resolvers';
import type { SubgraphDefinition } from '../running/define-subgraph';
import type { AccessSpecimens, AccessWorld } from './access-specimens';

/** Everything of a subgraph that can be reached from outside. */
export interface Reachable {
  readonly fields: readonly string[];
  readonly publicFields: readonly string[];
  readonly internalFields: readonly string[];
  readonly entities: readonly string[];
  /** Ruled fields by type; open ones are not among them. */
  readonly privateFields: ReadonlyMap<string, readonly string[]>;
  readonly routes: readonly string[];
}

export function reachable(definition: SubgraphDefinition): Reachable {
  const { roots, types } = mergeRules(definition.features);
  const ruled = ROOT_TYPES.flatMap((root) => Object.entries(roots[root]).map(([field, rule]) => ({ name: `${root}.${field}`, rule })));
  const isPublic = (rule: { readonly name: string }): boolean => rule.name === 'anyone';
  const privateFields = new Map(Object.entries(types).flatMap(([type, rule]): [string, string[]][] => {
    const fields = typeof rule === 'string' ? [] : Object.entries(rule.fields).filter(([, field]) => !isPublic(field)).map(([field]) => field);
    return fields.length > 0 ? [[type, fields]] : [];
  }));
  const owned = definition.features.flatMap(({ references = [] }) => references.map(({ entity }) => graphqlNameOf(entity)));
  return {
    fields: ruled.filter(({ rule }) => !rule.internal && !isPublic(rule)).map(({ name }) => name),
    publicFields: ruled.filter(({ rule }) => !rule.internal && isPublic(rule)).map(({ name }) => name),
    internalFields: ruled.filter(({ rule }) => rule.internal).map(({ name }) => name),
    entities: [...new Set([...owned, ...privateFields.keys()])],
    privateFields,
    routes: definition.features.flatMap(({ routes = [] }) => routes.map(({ method, path }) => `${method} ${path}`)),
  };
}

/** What has no specimen, and specimens of what does not exist or belongs elsewhere in the table. */
export function specimenProblems<W extends AccessWorld>(specimens: AccessSpecimens<W>): string[] {
  const found = reachable(specimens.definition);
  return (['fields', 'publicFields', 'internalFields', 'entities', 'routes'] as const).flatMap((part) => {
    const given = Object.keys(specimens[part] ?? {});
    const missing = found[part].filter((name) => !given.includes(name)).map((name) => `${name} has no specimen among ${part}`);
    return [...missing, ...given.filter((name) => !found[part].includes(name)).map((name) => `${name} has a specimen among ${part} where it does not belong`)];
  });
}
