import type { PlannerName } from '../../planning/planner';
import { apolloGatewaySystem } from './apollo-gateway-system';
import { sangamSystem } from './sangam-system';
import type { SystemUnderTest } from './system-under-test';

/** Whose answers are compared; of the product it is said which planner it prefers, the other one is its second. */
export type SystemName = 'sangam-hive' | 'sangam-apollo' | 'apollo-gateway';

export function openSystem(name: SystemName, rejected: (planner: PlannerName, reason: string) => void = () => undefined): SystemUnderTest {
  switch (name) {
    case 'apollo-gateway':
      return apolloGatewaySystem;
    case 'sangam-hive':
      return sangamSystem({ planners: ['hive', 'apollo'], rejected });
    default:
      return sangamSystem({ planners: ['apollo', 'hive'], rejected });
  }
}
