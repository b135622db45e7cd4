import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Redis } from 'ioredis';
import { FakeClock } from '@sangam/kit/clock/clock';
import { newId } from '@sangam/kit/ids/new-id';
import type { RateInput } from './buckets';
import type { RateLimits } from './limits';
import { createRateLimiter, type RateLimiter } from './rate-limiter';

const LIMITS: RateLimits = { ipPerMinute: 50, userPerMinute: 6, userPerHour: 100, anonymousPerMinute: 3, factor: 1 };
const RULES = new Map([
  ['Mutation.login', { rate: { limit: 5, windowSeconds: 900, per: 'ip' as const } }],
  ['Mutation.bookSlot', { rate: { limit: 2, windowSeconds: 60 } }],
  ['Mutation.blink', { rate: { limit: 1, windowSeconds: 1 } }],
]);
const REDIS = process.env.REDIS_URL ?? 'redis://127.0.0.1:6379';
const failFast = { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: 1_000 } as const;

const asUser = (userId: string, ...rootFields: string[]): RateInput => ({ viewer: { userId, ip: '203.0.113.7' }, rootFields, isAdmin: false });
const asAnonymous = (ip: string, ...rootFields: string[]): RateInput => ({ viewer: { userId: null, ip }, rootFields, isAdmin: false });
const build = (redis: Redis | undefined, prefix: string, limits = LIMITS, clock = new FakeClock()) => createRateLimiter({ redis, prefix, limits, ruleFacts: RULES, clock });

async function allowedOf(limiter: RateLimiter, times: number, input: RateInput): Promise<number> {
  const outcomes = await Promise.all(Array.from({ length: times }, () => limiter.consume(input)));
  return outcomes.filter(({ allowed }) => allowed).length;
}

describe.each(['in process', 'in Redis'])('rate limits %s', (form) => {
  const prefix = `test-${newId()}`;
  let redis: Redis | undefined;
  let limiter: RateLimiter;
  let count = 0;

  beforeAll(async () => {
    if (form === 'in process') return;
    redis = new Redis(REDIS, { ...failFast, lazyConnect: true });
    await redis.connect();
  });
  beforeEach(() => {
    count += 1;
    limiter = build(redis, `${prefix}:${count}`);
  });
  afterAll(async () => {
    if (!redis) return;
    const keys = await redis.keys(`${prefix}:*`);
    if (keys.length > 0) await redis.del(...keys);
    redis.disconnect();
  });

  it('lets exactly as many of 100 parallel requests pass as the bucket holds', async () => {
    expect(await allowedOf(limiter, 100, asUser('u1', 'Mutation.bookSlot'))).toBe(2);
    expect(await allowedOf(limiter, 40, asUser('u2', 'Query.me'))).toBe(6);
  });

  it('counts a route that has a rate in a bucket of its own', async () => {
    const route = { name: 'POST /webhooks/notes/:source', rate: { limit: 3, windowSeconds: 60, per: 'ip' as const } };
    expect(await allowedOf(limiter, 10, { ...asUser('u1'), route })).toBe(3);
    expect(await allowedOf(limiter, 1, { ...asUser('u2'), route })).toBe(0);
    expect(await allowedOf(limiter, 10, asUser('u1', 'Query.me'))).toBe(6);
  });

  it('counts people apart, whatever their address', async () => {
    expect(await allowedOf(limiter, 10, asUser('u1', 'Query.me'))).toBe(6);
    expect(await allowedOf(limiter, 10, asUser('u2', 'Query.me'))).toBe(6);
  });

  it('counts anonymous requests by address, an IPv6 address by its network', async () => {
    expect(await allowedOf(limiter, 5, asAnonymous('198.51.100.1', 'Query.me'))).toBe(3);
    expect(await allowedOf(limiter, 2, asAnonymous('2001:db8:1:2::1', 'Query.me'))).toBe(2);
    expect(await allowedOf(limiter, 5, asAnonymous('2001:db8:1:2:ffff::9', 'Query.me'))).toBe(1);
    expect(await allowedOf(limiter, 5, asAnonymous('2001:db8:1:3::1', 'Query.me'))).toBe(3);
    expect(await allowedOf(limiter, 5, asAnonymous('::ffff:198.51.100.1', 'Query.me'))).toBe(0);
  });

  it('counts a field with its own limit in its own bucket only', async () => {
    expect(await allowedOf(limiter, 10, asUser('u1', 'Mutation.bookSlot'))).toBe(2);
    expect(await allowedOf(limiter, 10, asUser('u1', 'Query.me'))).toBe(6);
  });

  it('counts each repetition of a field within one document', async () => {
    const outcome = await limiter.consume(asAnonymous('198.51.100.1', ...Array<string>(6).fill('Mutation.login')));

    expect(outcome.allowed).toBe(false);
  });

  it('counts a bucket of addresses by address although somebody is signed in', async () => {
    expect(await allowedOf(limiter, 4, asUser('u1', 'Mutation.login'))).toBe(4);
    expect(await allowedOf(limiter, 4, asUser('u2', 'Mutation.login'))).toBe(1);
  });

  it('counts a mixed document in both kinds of bucket', async () => {
    expect(await allowedOf(limiter, 3, asUser('u1', 'Mutation.bookSlot', 'Query.me'))).toBe(2);
    expect(await allowedOf(limiter, 10, asUser('u1', 'Query.me'))).toBe(3);
  });

  it('puts a ceiling on an address with many users', async () => {
    const outcomes = await Promise.all(Array.from({ length: 60 }, (_, index) => limiter.consume(asUser(`u${index}`, 'Query.me'))));

    expect(outcomes.filter(({ allowed }) => allowed)).toHaveLength(50);
  });

  it('does not limit administrators', async () => {
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => limiter.consume({ ...asUser('u1', 'Mutation.bookSlot'), isAdmin: true })));

    expect(outcomes.every(({ allowed, headers }) => allowed && Object.keys(headers).length === 0)).toBe(true);
  });

  it('multiplies every limit by the factor', async () => {
    const wide = build(redis, `${prefix}:wide`, { ...LIMITS, factor: 10 });

    expect(await allowedOf(wide, 30, asUser('u1', 'Mutation.bookSlot'))).toBe(20);
  });

  it('shows the tightest bucket while requests pass', async () => {
    await limiter.consume(asUser('u1', 'Query.me'));

    const { headers } = await limiter.consume(asUser('u1', 'Query.me'));

    const seconds = new FakeClock().now() / 1_000;
    expect(headers).toMatchObject({ 'X-RateLimit-Limit': '6', 'X-RateLimit-Remaining': '4' });
    expect(Number(headers['X-RateLimit-Reset'])).toBeGreaterThan(seconds);
    expect(Number(headers['X-RateLimit-Reset'])).toBeLessThanOrEqual(seconds + 60);
    expect(headers).not.toHaveProperty('Retry-After');
  });

  it('says when to come back once a bucket is empty', async () => {
    await allowedOf(limiter, 5, asAnonymous('198.51.100.1', 'Mutation.login'));

    const { allowed, headers } = await limiter.consume(asAnonymous('198.51.100.1', 'Mutation.login'));

    expect(allowed).toBe(false);
    expect(headers).toMatchObject({ 'X-RateLimit-Limit': '5', 'X-RateLimit-Remaining': '0' });
    expect(Number(headers['Retry-After'])).toBeGreaterThan(0);
    expect(Number(headers['Retry-After'])).toBeLessThanOrEqual(900);
  });

  it('fills the bucket again when its window ends', async () => {
    const blink = asUser('u1', 'Mutation.blink');
    const clock = new FakeClock();
    const passing = build(redis, `${prefix}:${count}`, LIMITS, clock);
    expect(await allowedOf(passing, 3, blink)).toBe(1);

    if (redis) await new Promise((resolve) => setTimeout(resolve, 1_050)); // Redis counts on its machine's clock.
    else clock.advance(1_000);

    expect(await allowedOf(passing, 3, blink)).toBe(1);
  });
});

describe('rate limits while Redis cannot be reached', () => {
  it('counts in memory when nothing listens', async () => {
    const redis = new Redis('redis://127.0.0.1:1', { ...failFast, lazyConnect: true, retryStrategy: () => null });
    redis.on('error', () => undefined);
    await redis.connect().catch(() => undefined);

    expect(await allowedOf(build(redis, 'gone'), 100, asUser('u1', 'Mutation.bookSlot'))).toBe(2);
    redis.disconnect();
  });

  it('counts in memory from the moment the connection breaks, and in Redis again after it is back', async () => {
    const prefix = `test-${newId()}`;
    const gate = await openGate();
    const redis = new Redis(gate.port, '127.0.0.1', { ...failFast, retryStrategy: () => 20 });
    redis.on('error', () => undefined);
    await new Promise((resolve) => redis.once('ready', resolve));
    const limiter = build(redis, prefix);
    expect(await allowedOf(limiter, 1, asUser('u1', 'Mutation.bookSlot'))).toBe(1);

    const closed = new Promise((resolve) => redis.once('close', resolve));
    gate.close();
    await closed;
    expect(await allowedOf(limiter, 100, asUser('u1', 'Mutation.bookSlot'))).toBe(2);

    const ready = new Promise((resolve) => redis.once('ready', resolve));
    gate.open();
    await ready;
    expect(await allowedOf(limiter, 100, asUser('u1', 'Mutation.bookSlot'))).toBe(1);
    const keys = await redis.keys(`${prefix}:*`);
    expect(keys).toHaveLength(1);
    await redis.del(...keys);
    redis.disconnect();
    await gate.end();
  });
});

/** A door to the real Redis that can be shut: its loss as the router sees it, without stopping the server for others. */
async function openGate() {
  const target = new URL(REDIS);
  const sockets = new Set<Socket>();
  let isOpen = true;
  const server = createServer((client) => {
    if (!isOpen) return void client.destroy();
    const upstream = connect(Number(target.port || 6379), target.hostname);
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => undefined));
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const shut = () => sockets.forEach((socket) => socket.destroy());
  return {
    port: (server.address() as AddressInfo).port,
    close: () => { isOpen = false; shut(); },
    open: () => { isOpen = true; },
    end: () => new Promise((resolve) => { shut(); server.close(resolve); }),
  };
}
