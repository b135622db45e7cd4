import { join } from 'node:path';
import { createSupergraphOver } from '../../execution/supergraph';
import { PlanningProcess } from '../../planning/planning-process';
import { readSupergraph } from '../../planning/supergraph-model';
import type { CaseContext } from '../graph-case';
import { loadedSangam } from './sangam-system';
import type { SystemUnderTest } from './system-under-test';

/** The product's executor with its planning process: what a planner does to its process happens over there. */
export const sangamApartSystem: SystemUnderTest = {
  name: 'sangam (planned apart)',
  load: (supergraphSdl, sources) => {
    const planning = new PlanningProcess({ supergraphSdl, planners: ['hive', 'apollo'], log: { warn: () => undefined }, execArgv: ['-r', join(__dirname, '../../contract/register-swc.js')] });
    const supergraph = createSupergraphOver<CaseContext>(readSupergraph(supergraphSdl), { sources, planning: (operation, overrides) => planning.plan(operation, overrides) });
    return { ...loadedSangam(supergraph), stop: async () => planning.stop() };
  },
};
