import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RouteDefinition } from '@sangam/kit/http/define-route';
import type { ConsumerTable } from '@sangam/kit/running/run-alone';
import type { KnownPlans } from '../planning/known-plans';
import type { RuleFact, RuleFacts } from '../limits/rule-facts';
import { viewFacts, type EmittedReads, type ViewFacts } from '../view-keys/view-facts';

/** A REST route as `schema/routes.json` knows it. */
export type ListedRoute = Pick<RouteDefinition, 'method' | 'path' | 'bodyLimit' | 'rate' | 'signedIn'> & { readonly subgraph: string };

/** What the router needs of the committed contract. */
export interface Contract {
  readonly supergraphSdl: string;
  /** Of the documents in `schema/operations`. */
  readonly knownPlans: KnownPlans;
  readonly ruleFacts: RuleFacts;
  /** By subgraph. */
  readonly viewFacts: ReadonlyMap<string, ViewFacts>;
  readonly routes: readonly ListedRoute[];
  readonly consumers: ConsumerTable;
}

const FOLDER = join(__dirname, '../../../schema');

/** Reads the contract from its folder beside the router. */
export function readContract(folder = FOLDER): Contract {
  const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const supergraphSdl = text('supergraph.graphql');
  return {
    supergraphSdl,
    knownPlans: JSON.parse(text('plans.json')) as KnownPlans,
    ruleFacts: new Map(Object.entries(JSON.parse(text('rules.json')) as Record<string, RuleFact>)),
    viewFacts: viewFacts(supergraphSdl, JSON.parse(text('reads.json')) as EmittedReads),
    routes: JSON.parse(text('routes.json')) as ListedRoute[],
    consumers: JSON.parse(text('events/consumers.json')) as ConsumerTable,
  };
}
