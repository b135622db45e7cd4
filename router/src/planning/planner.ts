import type { NormalOperation } from './normal-operation';
import type { PlanNode, SubscriptionPlan } from './query-plan';

export type PlannerName = 'hive' | 'apollo';

/** Which labels of progressive overrides hold for a request. */
export interface OverrideChoice {
  /** Labels that hold, percentages among them. */
  readonly labels: ReadonlySet<string>;
  /** What percentages are compared with: `percent(n)` holds where it is below n. */
  readonly percentage: number;
}

export type Planned = { readonly plan: PlanNode } | { readonly subscription: SubscriptionPlan };

/** Decides which subgraphs are asked for what, and in which order. */
export interface QueryPlanner {
  readonly name: PlannerName;
  /** @throws Error where the operation cannot be planned. */
  plan(operation: PlannedOperation, overrides: OverrideChoice): Planned;
}

/** An operation that needs at least one subgraph. */
export type PlannedOperation = NormalOperation & { readonly planned: NonNullable<NormalOperation['planned']>; readonly text: string };
