import type { LoadedSubgraph } from './load-subgraphs';

/**
 * What partners can be told by webhooks: `schema/events/partner-events.json`, which notifications reads.
 * @throws Error for a type that is declared twice or by another subgraph than the one it names.
 */
export function emittedPartnerEvents(subgraphs: readonly LoadedSubgraph[]): string {
  const facts: Record<string, { readonly description: string; readonly example: unknown }> = {};
  for (const { name, definition } of subgraphs) {
    for (const { type, description, example } of definition.features.flatMap((feature) => feature.partnerEvents ?? [])) {
      if (facts[type]) throw new Error(`The partner event ${type} is declared twice.`);
      if (!type.startsWith(`${name}.`)) throw new Error(`The partner event ${type} is declared by ${name}.`);
      facts[type] = { description, example };
    }
  }
  const sorted = Object.fromEntries(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify(sorted, null, 2)}\n`;
}
