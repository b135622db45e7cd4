import type { DocumentNode } from 'graphql';
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

/** What a planner has to know of an operation that needs at least one subgraph. */
export interface PlannedOperation extends Pick<NormalOperation, 'kind'> {
  readonly planned: DocumentNode;
  /** Text of `planned`. */
  readonly text: string;
}

/** Finds a plan that provably answers what was asked; at once where it is known. @throws AppError QUERY_NOT_PLANNABLE */
export type Planning = (operation: PlannedOperation, overrides: OverrideChoice) => Planned | Promise<Planned>;
