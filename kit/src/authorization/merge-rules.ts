import { StartError } from '../errors/start-error';
import type { FeatureDefinition } from '../running/define-feature';
import type { FeatureRules, ResolverReads, Rule, TypeRule } from './rules';
import type { ViewerReads } from './viewer';

export type RootType = 'Query' | 'Mutation' | 'Subscription';
export const ROOT_TYPES: readonly RootType[] = ['Query', 'Mutation', 'Subscription'];

/** The rules of all features of a subgraph. */
export interface SubgraphRules {
  readonly roots: Readonly<Record<RootType, Readonly<Record<string, Rule>>>>;
  readonly types: Readonly<Record<string, TypeRule>>;
  readonly reads: ResolverReads;
}

/** @throws StartError when two features rule the same root field, or disagree on a type. */
export function mergeRules(features: readonly FeatureDefinition[]): SubgraphRules {
  const roots: Record<RootType, Record<string, Rule>> = { Query: {}, Mutation: {}, Subscription: {} };
  const types: Record<string, TypeRule> = {};
  const reads: Record<string, Record<string, ViewerReads>> = {};
  const twice: string[] = [];
  for (const { rules } of features) {
    for (const root of ROOT_TYPES) twice.push(...addRoots(roots[root], rules[root], root));
    for (const [type, rule] of Object.entries(rules.types ?? {})) {
      const merged = mergeType(types[type], rule);
      if (merged) types[type] = merged;
      else twice.push(`type ${type} is ruled twice`);
    }
    for (const [type, fields] of Object.entries(rules.reads ?? {})) {
      twice.push(...Object.keys(fields).filter((field) => reads[type]?.[field]).map((field) => `what ${type}.${field} reads is declared twice`));
      reads[type] = { ...reads[type], ...fields };
    }
  }
  if (twice.length > 0) throw new StartError('Features disagree on their rules:', twice);
  return { roots, types, reads };
}

/** What was ruled before. */
function addRoots(target: Record<string, Rule>, rules: FeatureRules['Query'], root: string): string[] {
  const twice = Object.keys(rules ?? {}).filter((field) => target[field]);
  Object.assign(target, rules);
  return twice.map((field) => `${root}.${field} is ruled twice`);
}

/** Several features may contribute fields to one type (a stub of another subgraph's entity); null where they contradict each other. */
function mergeType(known: TypeRule | undefined, added: TypeRule): TypeRule | null {
  if (known === undefined) return added;
  if (typeof known === 'string' || typeof added === 'string') return null;
  return { fields: { ...known.fields, ...added.fields } };
}
