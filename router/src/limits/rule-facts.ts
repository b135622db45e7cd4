import type { RateLimit } from '@sangam/kit/authorization/rules';

/** What the front door needs to know of a root field's rule. */
export interface RuleFact {
  readonly rate?: RateLimit;
  /** Must be the only root field of its document. */
  readonly alone?: boolean;
}

/** Facts by root field, e.g. `Mutation.login`. */
export type RuleFacts = ReadonlyMap<string, RuleFact>;
