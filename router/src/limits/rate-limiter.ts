import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Clock } from '@sangam/kit/clock/clock';
import { bucketChoice, outcomeOf, type Bucket, type BucketState, type RateInput, type RateOutcome } from './buckets';
import type { RateLimits } from './limits';
import type { RuleFacts } from './rule-facts';
import { WindowCounter } from './window-counter';

/** Counts requests in fixed windows. Two forms: in this process, at once, or in Redis for all routers together. */
export interface RateLimiter {
  /** Never throws: while Redis cannot be reached each process counts for itself. */
  consume(input: RateInput): RateOutcome | Promise<RateOutcome>;
}

export interface RateLimiterOptions {
  /** A client that fails at once while it is not connected. */
  readonly redis?: Redis;
  readonly prefix: string;
  readonly limits: RateLimits;
  readonly ruleFacts: RuleFacts;
  readonly clock: Clock;
}

const UNLIMITED: RateOutcome = { allowed: true, headers: {} };

export function createRateLimiter(options: RateLimiterOptions): RateLimiter {
  const bucketsOf = bucketChoice(options.limits, options.ruleFacts);
  const { redis } = options;
  const count = redis ? countingInRedis(redis, options) : countingHere(options);
  return { consume: (input) => (input.isAdmin ? UNLIMITED : count(bucketsOf(input))) };
}

function countingHere({ clock }: RateLimiterOptions): (buckets: readonly Bucket[]) => RateOutcome {
  const counter = new WindowCounter(clock);
  return (buckets) => {
    const now = clock.now();
    const states = buckets.map(({ name, key, points: asked, windowSeconds, limit }): BucketState => {
      const { points, endsAt } = counter.add(`${name} ${key}`, asked, windowSeconds * 1_000);
      return { limit, allowed: points <= limit, remaining: Math.max(0, limit - points), msToReset: endsAt - now };
    });
    return outcomeOf(states, now);
  };
}

function countingInRedis(redis: Redis, { prefix, clock }: RateLimiterOptions): (buckets: readonly Bucket[]) => Promise<RateOutcome> {
  const counters = new Map<string, RateLimiterAbstract>();
  const counterOf = (bucket: Bucket): RateLimiterAbstract => {
    const known = counters.get(bucket.name);
    if (known) return known;
    const shape = { keyPrefix: `${prefix}:rate:${bucket.name}`, points: bucket.limit, duration: bucket.windowSeconds };
    const counter = new RateLimiterRedis({ ...shape, storeClient: redis, rejectIfRedisNotReady: true, insuranceLimiter: new RateLimiterMemory(shape) });
    counters.set(bucket.name, counter);
    return counter;
  };
  return async (buckets) => outcomeOf(await Promise.all(buckets.map((bucket) => consumeBucket(counterOf(bucket), bucket))), clock.now());
}

async function consumeBucket(counter: RateLimiterAbstract, bucket: Bucket): Promise<BucketState> {
  try {
    return stateOf(await counter.consume(bucket.key, bucket.points), bucket, true);
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return stateOf(refused, bucket, false);
    throw refused;
  }
}

function stateOf(result: RateLimiterRes, bucket: Bucket, allowed: boolean): BucketState {
  return { limit: bucket.limit, remaining: allowed ? result.remainingPoints : 0, msToReset: result.msBeforeNext, allowed };
}
