import type { EventDefinition } from '@sangam/kit/events/define-event';
import type { LoadedSubgraph } from './load-subgraphs';

interface ConsumerFact {
  readonly subgraph: string;
  readonly version: number;
  readonly description: string;
  readonly consumers: readonly string[];
}

/**
 * Which subgraphs react to each event: `schema/events/consumers.json`.
 * @throws Error when a handler reacts to an event that `schema/events` does not define.
 */
export function emittedConsumers(events: readonly EventDefinition<never>[], subgraphs: readonly LoadedSubgraph[]): string {
  const facts: Record<string, ConsumerFact> = {};
  for (const { type, version, description } of [...events].sort((a, b) => (a.type < b.type ? -1 : 1))) {
    if (facts[type]) throw new Error(`The event ${type} is defined twice.`);
    facts[type] = { subgraph: type.split('.')[0] ?? '', version, description, consumers: consumersOf(type, subgraphs) };
  }
  for (const type of handledTypes(subgraphs)) if (!facts[type]) throw new Error(`A handler reacts to ${type}, which schema/events does not define.`);
  return `${JSON.stringify(facts, null, 2)}\n`;
}

function consumersOf(type: string, subgraphs: readonly LoadedSubgraph[]): string[] {
  return subgraphs.filter((subgraph) => handledTypes([subgraph]).includes(type)).map(({ name }) => name).sort();
}

function handledTypes(subgraphs: readonly LoadedSubgraph[]): string[] {
  return subgraphs.flatMap(({ definition }) => definition.features.flatMap((feature) => (feature.handlers ?? []).map((handler) => handler.event.type)));
}
