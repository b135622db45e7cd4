import type { RateLimit } from '@sangam/kit/authorization/rules';
import type { RateLimits } from './limits';
import { networkOf } from '@sangam/kit/http/network-of';
import type { RuleFacts } from './rule-facts';

/** What is counted together: all requests of one key within a window. */
export interface Bucket {
  readonly name: string;
  readonly limit: number;
  readonly windowSeconds: number;
  readonly key: string;
  readonly points: number;
}

export interface BucketState {
  readonly limit: number;
  readonly remaining: number;
  readonly msToReset: number;
  readonly allowed: boolean;
}

interface RatedName {
  readonly name: string;
  readonly rate?: RateLimit;
}

export interface RateInput {
  readonly viewer: { readonly userId: string | null; readonly ip: string };
  /** Root fields of the operation, each as often as it is asked for, e.g. `Mutation.login`; none for a request that names none. */
  readonly rootFields: readonly string[];
  /** Instead of an operation: a REST route that has a rate. */
  readonly route?: Required<RatedName>;
  readonly isAdmin: boolean;
}

/** `headers` describe the tightest bucket; Reset in epoch seconds, Retry-After in seconds, present when refused. */
export interface RateOutcome {
  readonly allowed: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

type OwnBucket = Omit<Bucket, 'key'> & { readonly perIp: boolean };

/** Root fields with a rate of their own are counted there only; whatever else the request asks for is one request in the general buckets. */
interface Counting {
  readonly own: readonly OwnBucket[];
  readonly general: boolean;
}

/** Which buckets a request is counted in. What follows from its root fields is worked out once for each list of them. */
export function bucketChoice(limits: RateLimits, ruleFacts: RuleFacts): (input: RateInput) => Bucket[] {
  const countings = new WeakMap<readonly string[], Counting>();
  const ofOperation = (rootFields: readonly string[]): Counting => {
    const counting = countings.get(rootFields) ?? countingOf(rootFields.map((name) => ({ name, rate: ruleFacts.get(name)?.rate })), limits);
    countings.set(rootFields, counting);
    return counting;
  };
  return ({ viewer: { userId, ip }, rootFields, route }) => {
    const counting = route ? countingOf([route], limits) : ofOperation(rootFields);
    const network = networkOf(ip);
    const person = userId === null ? `ip:${network}` : `user:${userId}`;
    const own = counting.own.map(({ perIp, ...bucket }): Bucket => ({ ...bucket, key: perIp ? `ip:${network}` : person }));
    return counting.general ? [...own, ...generalBuckets({ userId, person, network }, limits)] : own;
  };
}

function countingOf(asked: readonly RatedName[], limits: RateLimits): Counting {
  const own = new Map<string, OwnBucket>();
  for (const { name, rate } of asked) {
    if (!rate) continue;
    own.set(name, { name, perIp: rate.per === 'ip', limit: rate.limit * limits.factor, windowSeconds: rate.windowSeconds, points: (own.get(name)?.points ?? 0) + 1 });
  }
  return { own: [...own.values()], general: asked.length === 0 || asked.some(({ name }) => !own.has(name)) };
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

/** The tightest bucket speaks for all. */
export function outcomeOf(states: readonly BucketState[], now: number): RateOutcome {
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
