import { OVERLOADED } from '@sangam/kit/errors/codes';
import { sendError } from './json-errors';
import type { Step } from './protection';

/** How late the event loop may run before requests are refused, milliseconds. */
const TOLERATED_LAG = 100;
const CHECK_EVERY = 250;
/** How much one look counts against the ones before, so that a single pause refuses nobody. */
const WEIGHT = 1 / 3;
const RETRY_AFTER_SECONDS = '2';

/** The share of requests to refuse: rising with the lag, because refusing all or none makes the load swing. */
export function refusedShare(lagMs: number): number {
  return Math.min(1, Math.max(0, (lagMs - TOLERATED_LAG) / TOLERATED_LAG));
}

/** Watches how late timers fire in this process. */
export class LagMeter {
  private lag = 0;
  private timer: NodeJS.Timeout | undefined;

  start(): void {
    let expected = performance.now() + CHECK_EVERY;
    this.timer = setInterval(() => {
      this.note(performance.now() - expected);
      expected = performance.now() + CHECK_EVERY;
    }, CHECK_EVERY).unref();
  }

  note(lateBy: number): void {
    this.lag += (Math.max(0, lateBy) - this.lag) * WEIGHT;
  }

  get lagMs(): number {
    return this.lag;
  }

  stop(): void {
    clearInterval(this.timer);
  }
}

/** Refuses a share of the requests with OVERLOADED while the process cannot keep up. Not for health checks. */
export function shedLoad(meter: Pick<LagMeter, 'lagMs'>, random: () => number = Math.random): Step {
  return (_request, response, next) => {
    if (random() < refusedShare(meter.lagMs)) sendError(response, OVERLOADED, { 'Retry-After': RETRY_AFTER_SECONDS });
    else next();
  };
}
