import type { ErrorCode } from '../errors/codes';
import type { Caller } from '../running/context';
import type { Viewer, ViewerReads } from './viewer';

/** How often one viewer (or one address, without a viewer) may call a root field. */
export interface RateLimit {
  readonly limit: number;
  readonly windowSeconds: number;
  /** Whom the bucket belongs to. Default `viewer`: the user, or the address when nobody is signed in. */
  readonly per?: 'viewer' | 'ip';
}

export interface RuleInput {
  readonly viewer: Viewer;
  readonly caller: Caller;
  /** The loaded parent object; undefined on root fields. */
  readonly parent: unknown;
  readonly args: Readonly<Record<string, unknown>>;
  /** The product's clock, epoch milliseconds. */
  readonly now: number;
}

/** A pure, synchronous decision. Returns null to allow, or the code of the refusal. */
export interface Rule {
  readonly name: string;
  readonly reads: ViewerReads;
  readonly decide: (input: RuleInput) => ErrorCode | null;
  readonly rate?: RateLimit;
  /** Must be the only root field of its document (sign-in, one-time codes, …). */
  readonly alone?: boolean;
  /** Only other parts of the product may call it. */
  readonly internal?: boolean;
}

/**
 * What an object type says about itself: `open` (every field follows from the referring object), `guarded` (its
 * entity's guard decides), or one rule for each of its fields.
 */
export type TypeRule = 'open' | 'guarded' | { readonly fields: Readonly<Record<string, Rule>> };

/**
 * What resolvers read of the viewer, by type and field, beside what the field's rule reads. A resolver that is not
 * named reads `user`; a field without one reads nothing.
 */
export type ResolverReads = Readonly<Record<string, Readonly<Record<string, ViewerReads>>>>;

/** Who may call each root field and see each type of a feature. */
export interface FeatureRules {
  readonly Query?: Readonly<Record<string, Rule>>;
  readonly Mutation?: Readonly<Record<string, Rule>>;
  readonly Subscription?: Readonly<Record<string, Rule>>;
  readonly types?: Readonly<Record<string, TypeRule>>;
  readonly reads?: ResolverReads;
}

export function defineRules(rules: FeatureRules): FeatureRules {
  return Object.freeze(rules);
}

/** Declares a rule; `reads` undeclared means `user`, the strongest. */
export function rule(name: string, decide: Rule['decide'], reads: ViewerReads = 'user'): Rule {
  return Object.freeze({ name, decide, reads });
}

/** The same rule with a rate limit for one root field. */
export function limited(base: Rule, limit: number, windowSeconds: number, per: RateLimit['per'] = 'viewer'): Rule {
  return Object.freeze({ ...base, rate: { limit, windowSeconds, per } });
}

/** The same rule for a field that must be the only root field of its document. */
export function alone(base: Rule): Rule {
  return Object.freeze({ ...base, alone: true });
}
