import type { TypeReads } from '@sangam/kit/authorization/declared-reads';
import { mergeRules, ROOT_TYPES } from '@sangam/kit/authorization/merge-rules';
import type { Rule } from '@sangam/kit/authorization/rules';
import type { LoadedSubgraph } from './load-subgraphs';

/** What the front door needs to know of each root field: `schema/rules.json`. */
export function emittedRules(subgraphs: readonly LoadedSubgraph[]): string {
  const facts: Record<string, object> = {};
  for (const { name, definition } of subgraphs) {
    const { roots } = mergeRules(definition.features);
    for (const root of ROOT_TYPES) for (const [field, rule] of Object.entries(roots[root])) facts[`${root}.${field}`] = factOf(name, rule);
  }
  return `${JSON.stringify(sorted(facts), null, 2)}\n`;
}

function factOf(subgraph: string, rule: Rule): object {
  return { subgraph, rule: rule.name, ...(rule.rate && { rate: rule.rate }), ...(rule.alone && { alone: true }), ...(rule.internal && { internal: true }) };
}

/** How much of the viewer the fields and guards of each subgraph read: `schema/reads.json`. */
export function emittedReads(subgraphs: readonly LoadedSubgraph[]): string {
  const ofType = ({ fields, ...type }: TypeReads): TypeReads => ({ ...type, ...(fields && { fields: sorted(fields) }) });
  const reads = Object.fromEntries(subgraphs.map((subgraph) => [subgraph.name, sorted(Object.fromEntries(Object.entries(subgraph.reads).map(([name, type]) => [name, ofType(type)])))]));
  return `${JSON.stringify(sorted(reads), null, 2)}\n`;
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
