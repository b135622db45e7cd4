import { knownErrorCodes } from '@sangam/kit/errors/codes';
import { printSchema } from 'graphql';
import { SUBGRAPHS } from '../subgraphs';
import { composeGraph, type Composition } from './compose';
import { emittedConsumers } from './emitted-consumers';
import { emittedErrors, packageSources } from './emitted-errors';
import { emittedRoutes, routeFacts } from './emitted-routes';
import { emittedRules } from './emitted-rules';
import { emittedTyped } from './emitted-typed';
import { loadEvents } from './load-events';
import { loadSubgraphs, type LoadedSubgraph } from './load-subgraphs';

export interface Emission {
  readonly subgraphs: readonly LoadedSubgraph[];
  readonly composition: Composition;
  /** Content by path from the project's folder. */
  readonly files: ReadonlyMap<string, string>;
}

/** Everything of the contract that follows from the code and the written documents. Writes nothing. */
export async function emitContract(): Promise<Emission> {
  const subgraphs = await loadSubgraphs(SUBGRAPHS);
  const composition = composeGraph(subgraphs);
  const api = `${printSchema(composition.api).trim()}\n`;
  const internal = `${printSchema(composition.internal).trim()}\n`;
  const files = new Map<string, string>([
    ...subgraphs.map(({ name, sdl }): [string, string] => [`schema/subgraphs/${name}.graphql`, `${sdl.trim()}\n`]),
    ['schema/supergraph.graphql', composition.supergraph],
    ['schema/api.graphql', api],
    ['schema/internal.graphql', internal],
    ['schema/rules.json', emittedRules(subgraphs)],
    ['schema/routes.json', emittedRoutes(routeFacts(subgraphs))],
    ['schema/events/consumers.json', emittedConsumers(await loadEvents(), subgraphs)],
    ['schema/errors.tsv', emittedErrors(knownErrorCodes(), packageSources(subgraphs.map(({ name }) => name)))],
    ...await emittedTyped({ 'schema/api.graphql': api, 'schema/internal.graphql': internal }),
  ]);
  return { subgraphs, composition, files };
}
