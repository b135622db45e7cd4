import { compileOperation } from '@sangam/kit/execution/compile-operation';
import type { OperationResult } from '@sangam/kit/execution/execution';
import { maskError } from '@sangam/kit/errors/mask-error';
import type { Logger } from '@sangam/kit/observability/logger';
import type { SubgraphContext } from '@sangam/kit/running/context';
import type { RunningSubgraph } from '@sangam/kit/running/running-subgraph';
import { isPromise } from '../execution/run';
import type { PreparedFetch, SubgraphAnswer, SubgraphOperation, SubgraphSource } from '../execution/subgraph-source';
import type { ViewFacts } from '../view-keys/view-facts';
import { viewKeyOf } from '../view-keys/view-key';
import { viewOf, type GraphContext } from './graph-context';

/** A subgraph of this process: runs the plan's operation compiled, without text or network in between. */
export class LocalSource implements SubgraphSource<GraphContext> {
  constructor(private readonly subgraph: RunningSubgraph, private readonly log: Logger, private readonly facts?: ViewFacts) {}

  prepare({ document, kind }: SubgraphOperation): PreparedFetch<GraphContext> {
    const run = compileOperation(this.subgraph.schema, document);
    const reads = viewKeyOf(document, this.facts);
    return (variables, graph) => {
      // What a view has loaded before it would be answered with afterwards.
      if (kind === 'mutation') graph.views.clear();
      const result = run(variables, localContext(this.subgraph, viewOf(graph, reads)));
      return isPromise(result) ? result.then((settled) => this.answer(settled, graph)) : this.answer(result, graph);
    };
  }

  private answer({ data, errors }: OperationResult, { requestId }: GraphContext): SubgraphAnswer {
    if (!errors) return { data };
    return { data: data ?? null, errors: errors.map((error) => maskError(error, { requestId, log: this.log })) };
  }
}

/** The subgraph's context of this request; made on its first fetch. */
export function localContext(subgraph: RunningSubgraph, graph: GraphContext): SubgraphContext {
  const known = graph.local.get(subgraph.name);
  if (known) return known;
  const made = subgraph.context({ viewer: graph.viewer, caller: 'router', requestId: graph.requestId, idempotencyKey: graph.idempotencyKey });
  graph.local.set(subgraph.name, made);
  return made;
}
