/** Time as the product sees it, in epoch milliseconds. Nothing else reads the machine's clock for a decision. */
export interface Clock {
  now(): number;
}

/** The machine's clock, shifted by `offsetMs` (a development setting to try expiries). */
export class SystemClock implements Clock {
  constructor(private readonly offsetMs = 0) {}

  now(): number {
    return Date.now() + this.offsetMs;
  }
}

/** A clock that moves only when told; tests start it at a fixed instant. */
export class FakeClock implements Clock {
  constructor(private current = Date.UTC(2026, 0, 5, 6, 30)) {}

  now(): number {
    return this.current;
  }

  /** Moves time forward by `ms`. */
  advance(ms: number): void {
    this.current += ms;
  }

  /** Moves time to `instant` unless it is past. */
  moveTo(instant: number): void {
    this.current = Math.max(this.current, instant);
  }
}
