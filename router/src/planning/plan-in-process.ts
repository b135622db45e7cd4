import { AppError } from '@sangam/kit/errors/app-error';
import { QUERY_NOT_PLANNABLE } from '@sangam/kit/errors/codes';
import { apolloPlanner } from './apollo-planner';
import { checkPlan } from './check-plan';
import { hivePlanner, isHiveHere } from './hive-planner';
import type { OverrideChoice, Planned, PlannedOperation, PlannerName, QueryPlanner } from './planner';
import type { SupergraphModel } from './supergraph-model';

/** What planning has met, for metrics and for telling planners apart. */
export interface PlanningReport {
  /** A planner threw, or its plan would have answered wrongly. */
  rejected(planner: PlannerName, reason: string, operation: PlannedOperation): void;
}

export interface PlanningOptions {
  readonly model: SupergraphModel;
  /** In order of preference; each is made when it is first needed. */
  readonly planners: readonly PlannerName[];
  readonly report?: PlanningReport;
}

/** The planners of this machine, the preferred one first. */
export function plannersHere(): PlannerName[] {
  return isHiveHere() ? ['hive', 'apollo'] : ['apollo'];
}

/** Plans with the first planner whose plan provably answers what was asked. @throws AppError QUERY_NOT_PLANNABLE */
export function planInProcess({ model, planners, report }: PlanningOptions) {
  const made = new Map<PlannerName, QueryPlanner>();
  const plannerOf = (name: PlannerName): QueryPlanner => {
    const planner = made.get(name) ?? (name === 'hive' ? hivePlanner(model.sdl) : apolloPlanner(model.apolloPlanner()));
    made.set(name, planner);
    return planner;
  };
  return (operation: PlannedOperation, overrides: OverrideChoice): Planned => {
    for (const name of planners) {
      const tried = attempt(() => plannerOf(name).plan(operation, overrides));
      const problem = tried instanceof Error ? tried.message : checkPlan(model, { operation, overrides }, tried);
      if (!(tried instanceof Error) && problem === null) return tried;
      report?.rejected(name, problem ?? '', operation);
    }
    throw new AppError(QUERY_NOT_PLANNABLE);
  };
}

function attempt(plan: () => Planned): Planned | Error {
  try {
    return plan();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
