/** A stream of choices that is the same for the same seed (mulberry32). */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
    for (let warm = 0; warm < 3; warm += 1) this.next();
  }

  /** From 0 to below 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** @throws Error for nothing to choose from. */
  pick<T>(choices: readonly T[]): T {
    const chosen = this.maybe(choices);
    if (chosen === undefined) throw new Error('Nothing to choose from.');
    return chosen;
  }

  maybe<T>(choices: readonly T[]): T | undefined {
    return choices[Math.floor(this.next() * choices.length)];
  }

  shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last -= 1) {
      const other = this.between(0, last);
      [shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T];
    }
    return shuffled;
  }

  /** At least `least` of them, as far as there are, in their order. */
  some<T>(items: readonly T[], least: number, most = items.length): T[] {
    const kept = new Set(this.shuffle(items.map((_, index) => index)).slice(0, this.between(Math.min(least, items.length), Math.min(most, items.length))));
    return items.filter((_, index) => kept.has(index));
  }
}
