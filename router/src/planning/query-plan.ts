/** A query plan in the one form that the executor runs, whichever planner made it. Plain JSON, so that it can be kept. */
export type QueryPlan = PlanNode | null;

export type PlanNode = FetchNode | SequenceNode | ParallelNode;

export interface SequenceNode {
  readonly kind: 'sequence';
  readonly nodes: readonly PlanNode[];
}

export interface ParallelNode {
  readonly kind: 'parallel';
  readonly nodes: readonly PlanNode[];
}

/** One request to one subgraph. */
export interface FetchNode {
  readonly kind: 'fetch';
  readonly subgraph: string;
  readonly operation: 'query' | 'mutation' | 'subscription';
  readonly text: string;
  /** The client's variables that it uses. */
  readonly variables: readonly string[];
  /** Whose fields the answer holds; empty for the root. Not used where entities are looked up. */
  readonly at: readonly PathStep[];
  /** Entities of which further fields are looked up; one request may look up several sets. Absent where root fields are asked for. */
  readonly lookups?: readonly EntityLookup[];
  readonly outputRewrites?: readonly Rewrite[];
}

/** Entities at some places of the data gathered so far, and what the subgraph has to be told of them. */
export interface EntityLookup {
  /** Under which the answer holds the list of entities: `_entities` or an alias of it. */
  readonly responseKey: string;
  readonly variable: string;
  readonly paths: readonly (readonly PathStep[])[];
  readonly requires: readonly Requirement[];
  readonly inputRewrites?: readonly Rewrite[];
  readonly outputRewrites?: readonly Rewrite[];
}

/** A key of an object, every element of a list, or only objects of some types. */
export type PathStep = { readonly key: string } | { readonly each: true } | { readonly types: readonly string[] };

/** What a representation holds. */
export type Requirement = RequiredField | RequiredFragment;

/** Read from `source`, handed over as `name`. */
export interface RequiredField {
  readonly source: string;
  readonly name: string;
  readonly selections?: readonly Requirement[];
}

export interface RequiredFragment {
  readonly on: string;
  readonly selections: readonly Requirement[];
}

/** A change that a planner wants in a representation or in an answer. */
export type Rewrite =
  | { readonly kind: 'set'; readonly path: readonly RewriteStep[]; readonly value: unknown }
  | { readonly kind: 'rename'; readonly path: readonly RewriteStep[]; readonly to: string };

export type RewriteStep = { readonly key: string } | { readonly types: readonly string[] };

/** A plan for an event of a subscription: who emits it, and what completes it. */
export interface SubscriptionPlan {
  readonly primary: FetchNode;
  readonly rest: QueryPlan;
}

/** Every request of a plan. */
export function fetchesOf(node: QueryPlan): FetchNode[] {
  if (!node) return [];
  return node.kind === 'fetch' ? [node] : node.nodes.flatMap(fetchesOf);
}
