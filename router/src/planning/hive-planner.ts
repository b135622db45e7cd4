import type * as Hive from '@graphql-hive/router-query-planner';
import type { OverrideChoice, Planned, PlannedOperation, QueryPlanner } from './planner';
import type { EntityLookup, FetchNode, PathStep, PlanNode, Requirement, Rewrite, RewriteStep } from './query-plan';

/** The planner of Hive Router (Rust, MIT). A plan takes about a millisecond, and look-ups of several places share a request. */
export function hivePlanner(supergraphSdl: string): QueryPlanner {
  const planner = new (loaded().QueryPlanner)(supergraphSdl);
  return {
    name: 'hive',
    plan({ text }: PlannedOperation, { labels, percentage }: OverrideChoice): Planned {
      const { node } = planner.plan(text, null, new Set(labels), percentage);
      if (!node) throw new Error('The planner found nothing to ask.');
      return plannedFrom(node);
    },
  };
}

/** Whether there is a binary for this machine (not for Windows and musl). */
export function isHiveHere(): boolean {
  try {
    return loaded().QueryPlanner !== undefined;
  } catch {
    return false;
  }
}

function loaded(): typeof Hive {
  return require('@graphql-hive/router-query-planner') as typeof Hive;
}

function plannedFrom(node: Hive.PlanNode): Planned {
  if (node.kind === 'Subscription') return { subscription: { primary: fetchNode(node.primary, []), rest: null } };
  if (node.kind !== 'Sequence' || node.nodes[0]?.kind !== 'Subscription') return { plan: planNode(node, []) };
  const [{ primary }, ...rest] = node.nodes as [Hive.SubscriptionNode, ...Hive.PlanNode[]];
  return { subscription: { primary: fetchNode(primary, []), rest: { kind: 'sequence', nodes: rest.map((child) => planNode(child, [])) } } };
}

function planNode(node: Hive.PlanNode, at: readonly PathStep[]): PlanNode {
  switch (node.kind) {
    case 'Sequence':
      return { kind: 'sequence', nodes: node.nodes.map((child) => planNode(child, at)) };
    case 'Parallel':
      return { kind: 'parallel', nodes: node.nodes.map((child) => planNode(child, at)) };
    case 'Flatten':
      return planNode(node.node, [...at, ...node.path.map(pathStep)]);
    case 'Fetch':
      return fetchNode(node, at);
    case 'BatchFetch':
      return batchNode(node);
    default:
      throw new Error(`Plan nodes of kind ${node.kind} are not supported.`);
  }
}

function fetchNode(node: Hive.FetchNode, at: readonly PathStep[]): FetchNode {
  const base = {
    kind: 'fetch', subgraph: node.serviceName, operation: node.operationKind ?? 'query', text: node.operation, variables: node.variableUsages ?? [], at,
  } as const;
  const rewrites = node.outputRewrites?.map(rewriteOf) ?? [];
  if (!node.requires) return { ...base, ...(rewrites.length > 0 && { outputRewrites: rewrites }) };
  return { ...base, lookups: [{ responseKey: '_entities', variable: 'representations', paths: [at], requires: node.requires.map(requirement), ...rewritesOf(node) }] };
}

function batchNode(node: Hive.BatchFetchNode): FetchNode {
  const lookups = node.entityBatch.aliases.map((entry): EntityLookup => ({
    responseKey: entry.alias, variable: entry.representationsVariableName, paths: entry.paths.map((path) => path.map(pathStep)),
    requires: entry.requires.map(requirement), ...rewritesOf(entry),
  }));
  return { kind: 'fetch', subgraph: node.serviceName, operation: node.operationKind ?? 'query', text: node.operation, variables: node.variableUsages ?? [], at: [], lookups };
}

function rewritesOf({ inputRewrites = [], outputRewrites = [] }: Pick<Hive.EntityBatchAlias, 'inputRewrites' | 'outputRewrites'>): Pick<EntityLookup, 'inputRewrites' | 'outputRewrites'> {
  return { ...(inputRewrites.length > 0 && { inputRewrites: inputRewrites.map(rewriteOf) }), ...(outputRewrites.length > 0 && { outputRewrites: outputRewrites.map(rewriteOf) }) };
}

function pathStep(segment: Hive.FlattenNodePathSegment): PathStep {
  if (segment === '@') return { each: true };
  return 'Field' in segment ? { key: segment.Field } : { types: segment.TypeCondition };
}

/** What Hive calls the name is where the value lies; its alias is what the subgraph knows it as. */
function requirement(selection: Hive.RequiresSelection): Requirement {
  if (selection.kind === 'FragmentSpread') throw new Error('Named fragments in requirements are not supported.');
  if (selection.kind === 'InlineFragment') return { on: selection.typeCondition, selections: selection.selections.map(requirement) };
  return { source: selection.name, name: selection.alias ?? selection.name, ...(selection.selections?.length && { selections: selection.selections.map(requirement) }) };
}

function rewriteOf(rewrite: Hive.FetchRewrite): Rewrite {
  if ('KeyRenamer' in rewrite) return { kind: 'rename', path: rewrite.KeyRenamer.path.map(rewriteStep), to: rewrite.KeyRenamer.renameKeyTo };
  const { path, setValueTo } = 'ValueSetter' in rewrite ? rewrite.ValueSetter : rewrite;
  return { kind: 'set', path: path.map(rewriteStep), value: setValueTo };
}

function rewriteStep(segment: Hive.FetchNodePathSegment): RewriteStep {
  return 'Key' in segment ? { key: segment.Key } : { types: segment.TypenameEquals };
}
