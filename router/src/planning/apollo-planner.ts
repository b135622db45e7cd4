import { operationFromDocument } from '@apollo/federation-internals';
import type * as Apollo from '@apollo/query-planner';
import type { OverrideChoice, Planned, PlannedOperation, QueryPlanner } from './planner';
import type { EntityLookup, FetchNode, PathStep, PlanNode, Requirement, Rewrite, RewriteStep } from './query-plan';

/** Apollo's planner (TypeScript, Elastic-2.0): tens of milliseconds a plan; runs everywhere. */
export function apolloPlanner(planner: Apollo.QueryPlanner): QueryPlanner {
  const apiSchema = planner.supergraph.apiSchema();
  return {
    name: 'apollo',
    plan({ planned }: PlannedOperation, { labels }: OverrideChoice): Planned {
      const overrideConditions = new Map([...labels].map((label) => [label, true]));
      const { node } = planner.buildQueryPlan(operationFromDocument(apiSchema, planned), { overrideConditions });
      if (!node) throw new Error('The planner found nothing to ask.');
      if (node.kind !== 'Subscription') return { plan: planNode(node, []) };
      return { subscription: { primary: fetchNode(node.primary, []), rest: node.rest ? planNode(node.rest, []) : null } };
    },
  };
}

function planNode(node: Apollo.PlanNode, at: readonly PathStep[]): PlanNode {
  switch (node.kind) {
    case 'Sequence':
      return { kind: 'sequence', nodes: node.nodes.map((child) => planNode(child, at)) };
    case 'Parallel':
      return { kind: 'parallel', nodes: node.nodes.map((child) => planNode(child, at)) };
    case 'Flatten':
      return planNode(node.node, [...at, ...node.path.flatMap(pathSteps)]);
    case 'Fetch':
      return fetchNode(node, at);
    default:
      throw new Error(`Plan nodes of kind ${node.kind} are not supported.`);
  }
}

function fetchNode(node: Apollo.FetchNode, at: readonly PathStep[]): FetchNode {
  if (node.contextRewrites?.length) throw new Error('@fromContext is not supported.');
  const base = { kind: 'fetch', subgraph: node.serviceName, operation: node.operationKind, text: node.operation, variables: node.variableUsages ?? [], at } as const;
  const rewrites = node.outputRewrites?.length ? { outputRewrites: node.outputRewrites.map(rewriteOf) } : {};
  if (!node.requires) return { ...base, ...rewrites };
  const lookup: EntityLookup = {
    responseKey: '_entities', variable: 'representations', paths: [at], requires: node.requires.map(requirement), ...rewrites,
    ...(node.inputRewrites?.length && { inputRewrites: node.inputRewrites.map(rewriteOf) }),
  };
  return { ...base, lookups: [lookup] };
}

/** `@` stands for each element; types follow a name behind a bar, as in `media|[Book,Film]`. */
function pathSteps(element: string | number): PathStep[] {
  const [name = '', types] = String(element).split('|');
  const step: PathStep[] = name === '@' ? [{ each: true }] : name === '' ? [] : [{ key: name }];
  return types === undefined ? step : [...step, { types: types.replace(/[[\]]/g, '').split(',') }];
}

function requirement(selection: Apollo.QueryPlanSelectionNode): Requirement {
  if (selection.kind === 'InlineFragment') {
    if (selection.typeCondition === undefined) throw new Error('Requirements without a type are not supported.');
    return { on: selection.typeCondition, selections: selection.selections.map(requirement) };
  }
  const key = selection.alias ?? selection.name;
  return { source: key, name: key, ...(selection.selections?.length && { selections: selection.selections.map(requirement) }) };
}

function rewriteOf(rewrite: Apollo.FetchDataRewrite): Rewrite {
  const path = rewrite.path.map(rewriteStep);
  return rewrite.kind === 'ValueSetter' ? { kind: 'set', path, value: rewrite.setValueTo as unknown } : { kind: 'rename', path, to: rewrite.renameKeyTo };
}

const TYPE = '... on ';

function rewriteStep(element: string): RewriteStep {
  return element.startsWith(TYPE) ? { types: [element.slice(TYPE.length)] } : { key: element };
}
