import type { OverrideChoice } from './planner';

const PERCENT = /^percent\((\d+(?:\.\d+)?)\)$/;

/**
 * Chooses for one request which progressive overrides hold: `percent(n)` for n of a hundred requests, other labels as `holds`
 * says (a feature flag, usually). One draw decides all percentages, so that a field never moves before one with a higher share.
 */
export function chooseOverrides(labels: readonly string[], draw: number, holds: (label: string) => boolean): OverrideChoice {
  return { percentage: draw, labels: new Set(labels.filter((label) => holdsFor(label, draw, holds))) };
}

function holdsFor(label: string, draw: number, holds: (label: string) => boolean): boolean {
  const percent = PERCENT.exec(label)?.[1];
  return percent === undefined ? holds(label) : draw < Number(percent);
}

/** Equal for choices that lead to the same plan. */
export function choiceKey({ labels }: OverrideChoice): string {
  return [...labels].join(' ');
}

export const NO_OVERRIDES: OverrideChoice = { labels: new Set(), percentage: 100 };
