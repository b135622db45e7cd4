import { AppError } from '@sangam/kit/errors/app-error';
import { createSupergraph, type Supergraph } from '../../execution/supergraph';
import type { PlannerName } from '../../planning/planner';
import type { CaseContext } from '../graph-case';
import type { LoadedSystem, SystemUnderTest } from './system-under-test';

export interface SangamOptions {
  /** In order of preference. */
  readonly planners: readonly PlannerName[];
  /** Hears of plans that were not used. */
  readonly rejected?: (planner: PlannerName, reason: string) => void;
}

/** The product's own executor, with plans of these planners. */
export function sangamSystem({ planners, rejected }: SangamOptions): SystemUnderTest {
  return {
    name: `sangam (${planners.join(', then ')})`,
    load: (supergraphSdl, sources) =>
      loadedSangam(createSupergraph<CaseContext>({ supergraphSdl, sources, planners, report: { rejected: (planner, reason) => rejected?.(planner, reason) } })),
  };
}

/** A refusal is an answer without data. */
export function loadedSangam(supergraph: Supergraph<CaseContext>): LoadedSystem {
  return {
    apiSchema: supergraph.apiSchema,
    answer: async (operation, context) => {
      try {
        return await supergraph.answer(operation, context);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        return { errors: [{ message: error.message, extensions: { code: error.extensions.code } }] };
      }
    },
  };
}
