import { AppError } from '@sangam/kit/errors/app-error';
import { SUBGRAPH_UNAVAILABLE } from '@sangam/kit/errors/codes';
import { maskError } from '@sangam/kit/errors/mask-error';
import type { Viewer } from '@sangam/kit/authorization/viewer';
import type { Logger } from '@sangam/kit/observability/logger';
import { mapStream } from '@sangam/kit/live/map-stream';
import { publicAnswer, type GraphAnswer } from '../gateway/answer';
import type { Gateway, GraphOperation } from '../gateway/gateway';
import { graphContext } from '../gateway/graph-context';
import { SubscriptionPlanner, type SubscriptionPlan } from './subscription-plan';
import { isStream, type Upstream } from './upstream';

export interface SubscriptionsOptions {
  readonly gateway: Gateway;
  readonly upstreams: ReadonlyMap<string, Upstream>;
  readonly log: Logger;
  readonly maxErrors: number;
  /** Hears of each stream once its events will arrive. */
  readonly onOpened?: (requestId: string) => void;
}

export type AnswerStream = AsyncIterableIterator<GraphAnswer>;

/** Federated subscriptions: the owner of the field emits, the rest of the plan completes each event. */
export class Subscriptions {
  private readonly planner: SubscriptionPlanner;

  constructor(private readonly options: SubscriptionsOptions) {
    this.planner = new SubscriptionPlanner(options.gateway);
  }

  /** The stream of answers, or the one answer that refuses it. Never throws. */
  async subscribe(operation: GraphOperation, viewer: Viewer): Promise<AnswerStream | GraphAnswer> {
    try {
      const plan = this.planner.plan(operation.document, operation.operationName);
      const upstream = this.options.upstreams.get(plan.subgraph);
      if (!upstream) throw new AppError(SUBGRAPH_UNAVAILABLE);
      const opened = await upstream.subscribe({
        document: plan.document, variables: plan.variables(operation.variables), context: graphContext(viewer), onOpened: () => this.options.onOpened?.(viewer.requestId),
      });
      if (!isStream(opened)) return publicAnswer(opened, viewer, this.options.maxErrors);
      return mapStream(opened, (event) => this.complete(event, { plan, operation, viewer }));
    } catch (error) {
      return this.failed(error, viewer);
    }
  }

  private async complete(event: Parameters<SubscriptionPlan['complete']>[0], { plan, operation, viewer }: PlannedStream): Promise<GraphAnswer> {
    try {
      return publicAnswer(await plan.complete(event, operation, graphContext(viewer)), viewer, this.options.maxErrors);
    } catch (error) {
      return this.failed(error, viewer);
    }
  }

  private failed(error: unknown, viewer: Viewer): GraphAnswer {
    return publicAnswer({ errors: [maskError(error, { requestId: viewer.requestId, log: this.options.log })] }, viewer, this.options.maxErrors);
  }
}

interface PlannedStream {
  readonly plan: SubscriptionPlan;
  readonly operation: GraphOperation;
  readonly viewer: Viewer;
}
