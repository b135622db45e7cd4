import type { PlannerName } from '../../planning/planner';
import { apolloGatewaySystem } from './apollo-gateway-system';
import { sangamApartSystem } from './sangam-apart-system';
import { sangamSystem } from './sangam-system';
import type { SystemUnderTest } from './system-under-test';

/** Whose answers are compared; of the product it is said which planner it prefers. The other one is its second, unless it is alone; apart they plan in a process of their own. */
export type SystemName = 'sangam-hive' | 'sangam-apollo' | 'sangam-apollo-alone' | 'sangam-apart' | 'apollo-gateway';

export function openSystem(name: SystemName, rejected: (planner: PlannerName, reason: string) => void = () => undefined): SystemUnderTest {
  switch (name) {
    case 'apollo-gateway':
      return apolloGatewaySystem;
    case 'sangam-hive':
      return sangamSystem({ planners: ['hive', 'apollo'], rejected });
    case 'sangam-apollo':
      return sangamSystem({ planners: ['apollo', 'hive'], rejected });
    case 'sangam-apart':
      return sangamApartSystem;
    default:
      return sangamSystem({ planners: ['apollo'], rejected });
  }
}
