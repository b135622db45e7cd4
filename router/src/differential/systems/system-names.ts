import type { PlannerName } from '../../planning/planner';
import { apolloGatewaySystem } from './apollo-gateway-system';
import { sangamApartSystem } from './sangam-apart-system';
import { sangamSystem } from './sangam-system';
import type { SystemUnderTest } from './system-under-test';

/** Whose answers are compared; of the product it is said which planner it prefers. The other one is its second, unless it is alone; apart they plan in a process of their own. */
export type SystemName = 'sangam-hive' | 'sangam-apollo' | 'sangam-hive-alone' | 'sangam-apollo-alone' | 'sangam-apart' | 'apollo-gateway';

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
    case 'sangam-hive-alone':
      return sangamSystem({ planners: ['hive'], rejected });
    default:
      return sangamSystem({ planners: ['apollo'], rejected });
  }
}

/** Who is left where the preferred planner ended its process. */
export function withoutPreferred(name: SystemName): SystemName {
  if (name === 'sangam-hive') return 'sangam-apollo-alone';
  return name === 'sangam-apollo' ? 'sangam-hive-alone' : name;
}
