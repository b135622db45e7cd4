import type { GraphQLSchema } from 'graphql';
import type { GraphCase } from '../graph-case';
import type { ComposedCase } from './compose-case';
import { giveScalars } from './graph-scalars';
import { LogicalGraph } from './logical-graph';
import { referenceSchema, requiredFieldSets } from './reference-schema';
import type { StoredData } from './stored-data';
import { subgraphSchema } from './subgraph-schema';

export interface OpenCase {
  readonly composed: ComposedCase;
  readonly logical: LogicalGraph;
  readonly reference: GraphQLSchema;
  readonly subgraphs: ReadonlyMap<string, GraphQLSchema>;
}

/** Makes what answers the questions of a case. */
export function openCase({ data }: GraphCase, composed: ComposedCase): OpenCase {
  giveScalars(composed.internal);
  const logical = new LogicalGraph({ schema: composed.internal, data: frozen(data), requires: requiredFieldSets(composed) });
  const moved = movedAway(composed);
  return {
    composed, logical, reference: referenceSchema(composed, logical),
    subgraphs: new Map(composed.subgraphs.map((subgraph) => [subgraph.name, subgraphSchema(subgraph, logical, moved.get(subgraph.name) ?? new Set())])),
  };
}

/** `Type.field` by the subgraph that may not be asked for it: what `@override` takes away always, or with `percent(100)`, and does not take with `percent(0)`. */
function movedAway({ subgraphs }: ComposedCase): Map<string, Set<string>> {
  const moved = new Map<string, Set<string>>(subgraphs.map(({ name }) => [name, new Set()]));
  for (const { name, facts } of subgraphs) {
    for (const [type, { fields }] of facts) {
      for (const [field, { override }] of fields) {
        if (!override) continue;
        if (!override.label || override.label === 'percent(100)') moved.get(override.from)?.add(`${type}.${field}`);
        if (override.label === 'percent(0)') moved.get(name)?.add(`${type}.${field}`);
      }
    }
  }
  return moved;
}

/** Whoever writes into what resolvers returned is told. */
function frozen(data: StoredData): StoredData {
  const freeze = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  };
  freeze(data);
  return data;
}
