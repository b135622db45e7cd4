const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];

/** Pauses after each failed try: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h; with the first, at once, eight tries in about 28 hours. */
const PAUSES: readonly number[] = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR];
/** What an endpoint may ask for by `Retry-After`. */
const LONGEST_WISH = 24 * HOUR;

/** Milliseconds until the next try, or null after the last. Up to a tenth is added at random, so that what failed together does not come back together. */
export function pauseAfter(failures: number, wish: number | null, random: () => number): number | null {
  const pause = PAUSES[failures - 1];
  if (pause === undefined) return null;
  return Math.max(Math.round(pause * (1 + random() / 10)), Math.min(wish ?? 0, LONGEST_WISH));
}

/** `Retry-After` in milliseconds from now, seconds or a date (RFC 9110); null for anything else. */
export function retryAfterMs(value: string | string[] | undefined, now: number): number | null {
  if (typeof value !== 'string') return null;
  if (/^\d{1,9}$/.test(value)) return Number(value) * SECOND;
  const at = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(at - now, 0);
}
