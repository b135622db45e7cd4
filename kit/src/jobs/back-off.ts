const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 3_600_000;

/**
 * Milliseconds until the next attempt: 1 s, 3 s, 9 s … at most an hour, so that twelve attempts take about three
 * hours. Up to half of it is taken off at random, so that what failed together does not come back together.
 */
export function backOff(failures: number, random: () => number, longest = LONGEST_PAUSE): number {
  const pause = Math.min(FIRST_PAUSE * 3 ** (Math.max(failures, 1) - 1), longest);
  return Math.round(pause * (1 - random() / 2));
}
