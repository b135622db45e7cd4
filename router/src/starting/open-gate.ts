import type { Settings } from '@sangam/kit/settings/settings';
import type { GraphQLSchema } from 'graphql';
import { OperationGate } from '../front/operation-gate';
import { createDocumentReader } from '../guard/parse';
import { createQueryGuard } from '../guard/query-guard';
import { isSwitchedOn, queryLimits } from '../limits/limits';
import type { RateLimiter } from '../limits/rate-limiter';
import type { RuleFacts } from '../limits/rule-facts';
import { routerSettings } from '../settings';

export interface OpenGateOptions {
  readonly settings: Settings;
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  readonly ruleFacts: RuleFacts;
  readonly limiter: RateLimiter;
}

/** The gate in front of one supergraph, with the limits of the settings. */
export function openGate({ settings, apiSchema, ruleFacts, limiter }: OpenGateOptions): OperationGate {
  const limits = queryLimits(settings);
  const guard = createQueryGuard({ apiSchema, limits, ruleFacts });
  const reader = createDocumentReader({ schema: apiSchema, limits, checkStructure: guard.checkStructure, remembered: settings.of(routerSettings).DOCUMENT_CACHE });
  return new OperationGate({ guard, reader, limiter, schema: apiSchema, maxErrors: limits.errors, introspection: isSwitchedOn(settings, 'INTROSPECTION') });
}
