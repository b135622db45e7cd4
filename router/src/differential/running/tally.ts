/** Counts by name. */
export type Tally = Record<string, number>;

export function count(tally: Tally, name: string, times = 1): void {
  tally[name] = (tally[name] ?? 0) + times;
}

export function addTo(tally: Tally, other: Readonly<Tally>): void {
  for (const [name, times] of Object.entries(other)) count(tally, name, times);
}
