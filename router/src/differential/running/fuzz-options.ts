import { parseArgs } from 'node:util';
import type { SystemName } from '../systems/system-names';

export interface FuzzOptions {
  readonly cases: number;
  readonly seed: number;
  readonly systems: readonly SystemName[];
  /** Processes that ask at the same time. */
  readonly jobs: number;
  /** Failures that are shrunk; the others are listed. */
  readonly shrink: number;
  /** Name of the case file that is written from the first failure. */
  readonly emitCase?: string;
  /** Refusals are shrunk instead of failures. */
  readonly refused: boolean;
}

const SYSTEMS: Readonly<Record<string, readonly SystemName[]>> = { hive: ['sangam-hive'], apollo: ['sangam-apollo'], both: ['sangam-hive', 'sangam-apollo'] };

/** @throws Error for what is not understood. */
export function fuzzOptions(args: readonly string[]): FuzzOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'cases': { type: 'string', default: '2000' }, 'seed': { type: 'string', default: '1' }, 'planner': { type: 'string', default: 'both' }, 'system': { type: 'string', default: 'sangam' },
      'jobs': { type: 'string', default: '1' }, 'shrink': { type: 'string', default: '3' }, 'emit-case': { type: 'string' }, 'refused': { type: 'boolean', default: false },
    },
  });
  const systems = values.system === 'apollo-gateway' ? (['apollo-gateway'] as const) : values.system === 'sangam' ? SYSTEMS[values.planner] : undefined;
  if (!systems) throw new Error('--system is sangam or apollo-gateway, --planner is hive, apollo or both.');
  return { cases: numberOf(values.cases), seed: numberOf(values.seed), systems, jobs: numberOf(values.jobs), shrink: numberOf(values.shrink), emitCase: values['emit-case'], refused: values.refused };
}

function numberOf(text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`${text} is not a number.`);
  return Number(text);
}
