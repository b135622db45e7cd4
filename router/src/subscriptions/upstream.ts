import { openEventStream } from '@sangam/kit/http/event-stream';
import type { Logger } from '@sangam/kit/observability/logger';
import type { RunningSubgraph } from '@sangam/kit/running/running-subgraph';
import type { DocumentNode, FormattedExecutionResult } from 'graphql';
import type { GraphContext } from '../gateway/graph-context';

export interface UpstreamOperation {
  readonly document: DocumentNode;
  readonly variables: Record<string, unknown>;
  readonly context: GraphContext;
  /** The stream is with its owner and events will arrive; again after each lost connection, when the owner also says that some were missed. */
  readonly onOpened: () => void;
}

export type UpstreamEvents = AsyncIterableIterator<FormattedExecutionResult>;

/** Where the events of a subgraph come from: this process, or a socket to another. */
export interface Upstream {
  /** The stream, or the one answer that refuses it. */
  subscribe(operation: UpstreamOperation): Promise<UpstreamEvents | FormattedExecutionResult>;
}

/** Events of a subgraph of this process. Each event is executed with a fresh context, or loaders would answer from the past. */
export class LocalUpstream implements Upstream {
  constructor(private readonly subgraph: RunningSubgraph, private readonly log: Logger) {}

  async subscribe({ document, variables, context, onOpened }: UpstreamOperation): Promise<UpstreamEvents | FormattedExecutionResult> {
    const { viewer, requestId } = context;
    const opened = await openEventStream({
      schema: this.subgraph.schema, document, variables, log: this.log,
      newContext: () => this.subgraph.context({ viewer, caller: 'router', requestId }),
    });
    if (isStream(opened)) onOpened();
    return opened;
  }
}

export function isStream(answer: UpstreamEvents | FormattedExecutionResult): answer is UpstreamEvents {
  return Symbol.asyncIterator in answer;
}
