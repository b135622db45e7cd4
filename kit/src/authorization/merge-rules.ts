import type { FeatureDefinition } from '../running/define-feature';
import type { FeatureRules, Rule, TypeRule } from './rules';

export type RootType = 'Query' | 'Mutation' | 'Subscription';
export const ROOT_TYPES: readonly RootType[] = ['Query', 'Mutation', 'Subscription'];

/** The rules of all features of a subgraph. */
export interface SubgraphRules {
  readonly roots: Readonly<Record<RootType, Readonly<Record<string, Rule>>>>;
  readonly types: Readonly<Record<string, TypeRule>>;
}

/** @throws Error when two features rule the same root field, or disagree on a type. */
export function mergeRules(features: readonly FeatureDefinition[]): SubgraphRules {
  const roots: Record<RootType, Record<string, Rule>> = { Query: {}, Mutation: {}, Subscription: {} };
  const types: Record<string, TypeRule> = {};
  for (const { rules } of features) {
    for (const root of ROOT_TYPES) addRoots(roots[root], rules[root], root);
    for (const [type, rule] of Object.entries(rules.types ?? {})) types[type] = mergeType(type, types[type], rule);
  }
  return { roots, types };
}

function addRoots(target: Record<string, Rule>, rules: FeatureRules['Query'], root: string): void {
  for (const [field, rule] of Object.entries(rules ?? {})) {
    if (target[field]) throw new Error(`${root}.${field} is ruled twice.`);
    target[field] = rule;
  }
}

/** Several features may contribute fields to one type (a stub of another subgraph's entity). */
function mergeType(type: string, known: TypeRule | undefined, added: TypeRule): TypeRule {
  if (known === undefined) return added;
  if (typeof known === 'string' || typeof added === 'string') throw new Error(`Type ${type} is ruled twice.`);
  return { fields: { ...known.fields, ...added.fields } };
}
