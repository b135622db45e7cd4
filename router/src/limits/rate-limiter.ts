import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { RateLimit } from '@sangam/kit/authorization/rules';
import type { Clock } from '@sangam/kit/clock/clock';
import type { RateLimits } from './limits';
import { networkOf } from './network-of';
import type { RuleFacts } from './rule-facts';

export interface RateInput {
  readonly viewer: { readonly userId: string | null; readonly ip: string };
  /** Root fields of the operation, each as often as it is asked for, e.g. `Mutation.login`; none for a request that names none. */
  readonly rootFields: readonly string[];
  /** Instead of an operation: a REST route that has a rate. */
  readonly route?: { readonly name: string; readonly rate: RateLimit };
  readonly isAdmin: boolean;
}

/** `headers` describe the tightest bucket; Reset in epoch seconds, Retry-After in seconds, present when refused. */
export interface RateOutcome {
  readonly allowed: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** Counts requests in fixed windows. Two forms: in this process, or in Redis for all routers together. */
export interface RateLimiter {
  /** Never throws: while Redis cannot be reached each process counts for itself. */
  consume(input: RateInput): Promise<RateOutcome>;
}

export interface RateLimiterOptions {
  /** A client that fails at once while it is not connected. */
  readonly redis?: Redis;
  readonly prefix: string;
  readonly limits: RateLimits;
  readonly ruleFacts: RuleFacts;
  readonly clock: Clock;
}

interface Bucket {
  readonly name: string;
  readonly limit: number;
  readonly windowSeconds: number;
  readonly key: string;
  readonly points: number;
}

interface BucketState {
  readonly limit: number;
  readonly remaining: number;
  readonly msToReset: number;
  readonly allowed: boolean;
}

export function createRateLimiter(options: RateLimiterOptions): RateLimiter {
  const counters = new Map<string, RateLimiterAbstract>();
  const counterOf = (bucket: Bucket): RateLimiterAbstract => {
    const known = counters.get(bucket.name);
    if (known) return known;
    const counter = createCounter(bucket, options);
    counters.set(bucket.name, counter);
    return counter;
  };
  return {
    async consume(input) {
      if (input.isAdmin) return { allowed: true, headers: {} };
      const states = await Promise.all(bucketsOf(input, options).map((bucket) => consumeBucket(counterOf(bucket), bucket)));
      return outcomeOf(states, options.clock.now());
    },
  };
}

function createCounter(bucket: Bucket, { redis, prefix }: RateLimiterOptions): RateLimiterAbstract {
  const shape = { keyPrefix: `${prefix}:rate:${bucket.name}`, points: bucket.limit, duration: bucket.windowSeconds };
  const memory = new RateLimiterMemory(shape);
  return redis ? new RateLimiterRedis({ ...shape, storeClient: redis, rejectIfRedisNotReady: true, insuranceLimiter: memory }) : memory;
}

/** Root fields with a rate of their own are counted there only; whatever else the request asks for is one request in the general buckets. */
function bucketsOf({ viewer, rootFields, route }: RateInput, { limits, ruleFacts }: RateLimiterOptions): Bucket[] {
  const network = networkOf(viewer.ip);
  const person = viewer.userId === null ? `ip:${network}` : `user:${viewer.userId}`;
  const own = new Map<string, Bucket>();
  const asked = route ? [route] : rootFields.map((name) => ({ name, rate: ruleFacts.get(name)?.rate }));
  for (const { name, rate } of asked) {
    if (!rate) continue;
    const key = rate.per === 'ip' ? `ip:${network}` : person;
    own.set(name, { name, key, limit: rate.limit * limits.factor, windowSeconds: rate.windowSeconds, points: (own.get(name)?.points ?? 0) + 1 });
  }
  const isOwnOnly = asked.length > 0 && asked.every(({ name }) => own.has(name));
  return isOwnOnly ? [...own.values()] : [...own.values(), ...generalBuckets({ userId: viewer.userId, person, network }, limits)];
}

interface Caller {
  readonly userId: string | null;
  readonly person: string;
  readonly network: string;
}

function generalBuckets({ userId, person, network }: Caller, limits: RateLimits): Bucket[] {
  const ceiling = { name: 'ip', key: `ip:${network}`, limit: limits.ipPerMinute, windowSeconds: 60, points: 1 };
  if (userId === null) return [ceiling, { name: 'anonymous', key: person, limit: limits.anonymousPerMinute, windowSeconds: 60, points: 1 }];
  return [
    ceiling,
    { name: 'user-minute', key: person, limit: limits.userPerMinute, windowSeconds: 60, points: 1 },
    { name: 'user-hour', key: person, limit: limits.userPerHour, windowSeconds: 3_600, points: 1 },
  ];
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

function outcomeOf(states: readonly BucketState[], now: number): RateOutcome {
  const refused = states.filter((state) => !state.allowed);
  const tightest = refused.length > 0
    ? refused.reduce((a, b) => (b.msToReset > a.msToReset ? b : a))
    : states.reduce((a, b) => (b.remaining < a.remaining ? b : a));
  const headers: Record<string, string> = {
    'X-RateLimit-Limit': String(tightest.limit),
    'X-RateLimit-Remaining': String(tightest.remaining),
    'X-RateLimit-Reset': String(Math.ceil((now + tightest.msToReset) / 1_000)),
  };
  if (refused.length > 0) headers['Retry-After'] = String(Math.max(1, Math.ceil(tightest.msToReset / 1_000)));
  return { allowed: refused.length === 0, headers };
}
