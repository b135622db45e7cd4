import type { Planned, PlannedOperation } from './planner';
import type { SupergraphModel } from './supergraph-model';

export function checkPlan(_model: SupergraphModel, _operation: PlannedOperation, _planned: Planned): string | null {
  return null;
}
