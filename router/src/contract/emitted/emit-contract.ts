import { knownErrorCodes } from '@sangam/kit/errors/codes';
import { printSchema } from 'graphql';
import { healthRoutes } from '../../pages/health-routes';
import { SUBGRAPHS } from '../../subgraphs';
import { codeCoverings, routerCoverings } from '../seed-coverage/code-coverings';
import type { Covering } from '../seed-coverage/covering';
import { loadDocuments } from '../seed-coverage/documents';
import { endpointsTable } from '../seed-coverage/endpoints-table';
import { testsByName } from '../seed-coverage/naming-tests';
import { loadSeedRows } from '../seed-coverage/seed-rows';
import { apiChanges } from '../releases/api-changes';
import { changelog } from '../releases/changelog';
import { readRepositoryFile } from '../repository';
import { composeGraph, type Composition } from './compose';
import { emittedConsumers } from './consumers';
import { environmentExample } from './environment-example';
import { emittedErrors, packageSources } from './errors';
import { checkOwners, knownSettings } from './known-settings';
import { loadEvents, type LoadedEvent } from './load-events';
import { loadSubgraphs, type LoadedSubgraph } from './load-subgraphs';
import { emittedPartnerEvents } from './partner-events';
import { emittedPlans } from './plans';
import { emittedRoutes, routeFacts } from './routes';
import { emittedReads, emittedRules } from './rules';
import { settingsGuide } from './settings-guide';
import { emittedTyped } from './typed-documents';

/** The API of the last release; there is none before the first. */
export const RELEASED_API = 'schema/released.graphql';
export const CHANGELOG = 'schema/CHANGELOG.md';

export interface Emission {
  readonly subgraphs: readonly LoadedSubgraph[];
  readonly events: readonly LoadedEvent[];
  readonly composition: Composition;
  readonly coverings: readonly Covering[];
  /** The API as text. */
  readonly api: string;
  /** Content by path from the project's folder. */
  readonly files: ReadonlyMap<string, string>;
}

/** Everything of the contract that follows from the code and the written documents. Writes nothing. */
export async function emitContract(): Promise<Emission> {
  const subgraphs = await loadSubgraphs(SUBGRAPHS);
  const composition = composeGraph(subgraphs);
  const api = `${printSchema(composition.api).trim()}\n`;
  const internal = `${printSchema(composition.internal).trim()}\n`;
  const events = await loadEvents();
  const coverings = [...loadDocuments(), ...codeCoverings(subgraphs), ...routerCoverings(healthRoutes)];
  const files = new Map<string, string>([
    ...subgraphs.map(({ name, sdl }): [string, string] => [`schema/subgraphs/${name}.graphql`, `${sdl.trim()}\n`]),
    ['schema/supergraph.graphql', composition.supergraph],
    ['schema/plans.json', emittedPlans(composition.supergraph)],
    ['schema/api.graphql', api],
    ['schema/internal.graphql', internal],
    ['schema/rules.json', emittedRules(subgraphs)],
    ['schema/reads.json', emittedReads(subgraphs)],
    ['schema/routes.json', emittedRoutes(routeFacts(subgraphs))],
    ['schema/events/consumers.json', emittedConsumers(events.map(({ event }) => event), subgraphs)],
    ['schema/events/partner-events.json', emittedPartnerEvents(subgraphs)],
    ['schema/errors.tsv', emittedErrors(knownErrorCodes(), packageSources(subgraphs.map(({ name }) => name)))],
    ['schema/endpoints.tsv', endpointsTable(loadSeedRows(), coverings, testsByName())],
    [CHANGELOG, changelog(readRepositoryFile(CHANGELOG), changesSinceRelease(api))],
    ...guides(subgraphs),
    ...await emittedTyped({ 'schema/api.graphql': api, 'schema/internal.graphql': internal }),
  ]);
  return { subgraphs, events, composition, coverings, api, files };
}

/** Undefined before the first release. */
export function changesSinceRelease(api: string): ReturnType<typeof apiChanges> | undefined {
  const released = readRepositoryFile(RELEASED_API);
  return released === undefined ? undefined : apiChanges(released, api, new Date().toISOString().slice(0, 10));
}

function guides(subgraphs: readonly LoadedSubgraph[]): [string, string][] {
  const settings = knownSettings(subgraphs);
  checkOwners(settings);
  return [['docs/guides/settings.md', settingsGuide(settings)], ['.env.example', environmentExample(settings)]];
}
