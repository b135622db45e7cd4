import type { FeatureRules } from '../authorization/rules';
import type { EntityReference } from '../authorization/guard-reference';
import type { EventHandler } from '../events/define-handler';
import type { PartnerEventDefinition } from '../events/define-partner-event';
import type { RouteDefinition } from '../http/define-route';
import type { JobDefinition } from '../jobs/define-job';
import type { PersonalRows } from '../personal-data/personal-rows';
import type { SettingsDefinition } from '../settings/define-settings';
import type { SubgraphContext } from './context';

export type AnyClass = abstract new (...args: never[]) => object;

/** One room of a subgraph: everything that a single domain feature contributes. */
export interface FeatureDefinition {
  readonly name: string;
  /** TypeORM entities (usually GraphQL types too). */
  readonly entities?: readonly AnyClass[];
  /** type-graphql resolver classes. */
  readonly resolvers?: readonly AnyClass[];
  /** GraphQL types that no resolver's signature names (union members by interface, …). */
  readonly orphanedTypes?: readonly AnyClass[];
  readonly rules: FeatureRules;
  /** How `_entities` loads and guards the entities declared here. */
  readonly references?: readonly EntityReference[];
  readonly jobs?: readonly JobDefinition<never>[];
  readonly handlers?: readonly EventHandler[];
  /** What partners can be told by webhooks; `npm run schema` puts it into the catalogue. */
  readonly partnerEvents?: readonly PartnerEventDefinition<unknown>[];
  readonly routes?: readonly RouteDefinition[];
  readonly settings?: readonly SettingsDefinition[];
  /** What its tables hold of people; the access tests name a table that is missing. */
  readonly personalData?: readonly PersonalRows[];
  /** Writes rows that the product comes with, after the migrations: at each start, by several instances at a time, so it changes nothing where they are there. */
  readonly seed?: (ctx: SubgraphContext) => Promise<void>;
}

export function defineFeature(feature: FeatureDefinition): FeatureDefinition {
  return Object.freeze(feature);
}
