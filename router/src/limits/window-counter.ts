import type { Clock } from '@sangam/kit/clock/clock';

/** What a key has used up until the end of its window. */
export interface CountedWindow {
  points: number;
  /** Epoch milliseconds. */
  readonly endsAt: number;
}

/** Windows looked through at least, before those that have ended are let go. */
const FEWEST = 1_000;

/** Counts in fixed windows, in this process. A window begins with its first point. */
export class WindowCounter {
  private readonly windows = new Map<string, CountedWindow>();
  private sweepAt = FEWEST;

  constructor(private readonly clock: Clock) {}

  /** Adds points to the window of a key, beyond any limit too. */
  add(key: string, points: number, windowMs: number): CountedWindow {
    const now = this.clock.now();
    const known = this.windows.get(key);
    if (known && now < known.endsAt) {
      known.points += points;
      return known;
    }
    const begun = { points, endsAt: now + windowMs };
    this.windows.set(key, begun);
    if (this.windows.size >= this.sweepAt) this.sweep(now);
    return begun;
  }

  /** Windows held. */
  get size(): number {
    return this.windows.size;
  }

  /** Keys are chosen by clients; the work is spread over as many additions as there are windows left. */
  private sweep(now: number): void {
    for (const [key, { endsAt }] of this.windows) if (endsAt <= now) this.windows.delete(key);
    this.sweepAt = Math.max(FEWEST, this.windows.size * 2);
  }
}
