import { sum, type Cost } from './cost';

/** What one selection set amounts to once its fragments are unfolded. */
export interface SelectionSummary {
  /** Nested fields; infinite where fragments form a cycle. */
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  readonly cost: Cost;
  /** In a connection: the cost of one item of its page. */
  readonly itemCost: Cost;
  /** How often each root field is asked for, where the set belongs to a root type. */
  readonly rootFields: ReadonlyMap<string, number>;
}

export const NOTHING: SelectionSummary = { depth: 0, fields: 0, aliases: 0, directives: 0, cost: 0, itemCost: 0, rootFields: new Map() };

/** Never to be unfolded: it contains itself. */
export const ENDLESS: SelectionSummary = { ...NOTHING, depth: Infinity };

/** Both selections side by side. */
export function together(parts: readonly SelectionSummary[]): SelectionSummary {
  if (parts.length === 1 && parts[0]) return parts[0];
  const rootFields = new Map<string, number>();
  let [depth, fields, aliases, directives] = [0, 0, 0, 0];
  for (const part of parts) {
    depth = Math.max(depth, part.depth);
    fields += part.fields;
    aliases += part.aliases;
    directives += part.directives;
    for (const [name, count] of part.rootFields) rootFields.set(name, (rootFields.get(name) ?? 0) + count);
  }
  return { depth, fields, aliases, directives, rootFields, cost: sum(...parts.map((part) => part.cost)), itemCost: sum(...parts.map((part) => part.itemCost)) };
}
