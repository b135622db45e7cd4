import { AppError } from '@sangam/kit/errors/app-error';
import { SUBGRAPH_UNAVAILABLE } from '@sangam/kit/errors/codes';
import { maskError } from '@sangam/kit/errors/mask-error';
import type { Viewer } from '@sangam/kit/authorization/viewer';
import type { Logger } from '@sangam/kit/observability/logger';
import { mapStream } from '@sangam/kit/live/map-stream';
import type { FormattedExecutionResult } from 'graphql';
import type { SubscriptionProgram } from '../execution/program';
import { publicText } from '../gateway/answer';
import type { Gateway, GraphOperation } from '../gateway/gateway';
import { graphContext, type GraphContext } from '../gateway/graph-context';
import { isStream, type Upstream } from './upstream';

export interface SubscriptionsOptions {
  readonly gateway: Gateway;
  readonly upstreams: ReadonlyMap<string, Upstream>;
  readonly log: Logger;
  readonly maxErrors: number;
  /** Hears of each stream once its events will arrive. */
  readonly onOpened?: (requestId: string) => void;
}

/** Answers as text, one for each event. */
export type AnswerStream = AsyncIterableIterator<string>;

/** Federated subscriptions: the owner of the field emits, the rest of the plan completes each event. */
export class Subscriptions {
  constructor(private readonly options: SubscriptionsOptions) {}

  /** The stream of answers, or the one answer that refuses it. Never throws. */
  async subscribe(operation: GraphOperation, viewer: Viewer): Promise<AnswerStream | string> {
    const { gateway, upstreams, maxErrors } = this.options;
    try {
      const program = await gateway.supergraph.subscription(operation);
      const upstream = upstreams.get(program.subgraph);
      if (!upstream) throw new AppError(SUBGRAPH_UNAVAILABLE);
      const opened = await upstream.subscribe({
        document: program.operation.document, variables: program.variables(operation.variables), context: graphContext(viewer), onOpened: () => this.options.onOpened?.(viewer.requestId),
      });
      if (!isStream(opened)) return publicText({ errors: opened.errors ?? [] }, viewer, maxErrors);
      return mapStream(opened, (event) => this.complete(event, { program, operation, viewer }));
    } catch (error) {
      return this.failed(error, viewer);
    }
  }

  private async complete(event: FormattedExecutionResult, { program, operation, viewer }: OpenStream): Promise<string> {
    try {
      const { data, errors } = event;
      return publicText(await program.complete({ data, ...(errors && { errors }) }, operation.variables, graphContext(viewer)), viewer, this.options.maxErrors);
    } catch (error) {
      return this.failed(error, viewer);
    }
  }

  private failed(error: unknown, viewer: Viewer): string {
    return publicText({ errors: [maskError(error, { requestId: viewer.requestId, log: this.options.log })] }, viewer, this.options.maxErrors);
  }
}

interface OpenStream {
  readonly program: SubscriptionProgram<GraphContext>;
  readonly operation: GraphOperation;
  readonly viewer: Viewer;
}
