import type { OperationTypeNode } from 'graphql';
import type { Planned, PlannerName } from './planner';

/** What the planning process is told first. */
export interface PlanningStart {
  readonly supergraphSdl: string;
}

export interface PlanningQuestion {
  readonly id: number;
  readonly kind: OperationTypeNode;
  /** Text of the operation in its normal form. */
  readonly text: string;
  readonly labels: readonly string[];
  readonly percentage: number;
  readonly planners: readonly PlannerName[];
}

export interface PlanningReply {
  readonly id: number;
  /** Absent where nobody could plan. */
  readonly planned?: Planned;
  readonly rejected: readonly { readonly planner: PlannerName; readonly reason: string }[];
}
