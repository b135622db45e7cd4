import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { closeRedis, createRedis } from '../live/redis-client';
import { silentLog } from '../testing/echo-subgraph';
import { MemoryReplayStore, type ReplayStore } from './replay-store';
import { RedisReplayStore } from './redis-replay-store';

const NOW = Date.UTC(2026, 0, 5);

interface Form {
  readonly name: string;
  readonly open: () => Promise<{ store: ReplayStore; close: () => Promise<void> }>;
}

const memory: Form = { name: 'in memory', open: async () => ({ store: new MemoryReplayStore(), close: async () => undefined }) };

const redis: Form = {
  name: 'on Redis',
  open: async () => {
    const { client, prefix, close } = await connect();
    return { store: new RedisReplayStore(client, prefix, silentLog), close };
  },
};

async function connect(): Promise<{ client: Redis; prefix: string; close: () => Promise<void> }> {
  const client = createRedis('redis://127.0.0.1:6379', 'replay-test', silentLog);
  await new Promise((resolve) => client.once('ready', resolve));
  const prefix = `test-${randomUUID()}`;
  const close = async () => {
    const keys = await client.keys(`${prefix}:*`);
    if (keys.length > 0) await client.del(...keys);
    await closeRedis(client);
  };
  return { client, prefix, close };
}

const forms = process.env.TEST_DB === 'mysql' ? [memory, redis] : [memory];

describe.each(forms)('a replay store $name', ({ open }) => {
  let opened: Awaited<ReturnType<Form['open']>>;

  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  it('knows an id the second time', async () => {
    expect([await opened.store.remember('call-one', NOW), await opened.store.remember('call-one', NOW + 1), await opened.store.remember('call-two', NOW + 1)]).toEqual([true, false, true]);
  });

  it('lets one of twenty at the same moment through', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => opened.store.remember('call-one', NOW)));
    expect(answers.filter(Boolean)).toHaveLength(1);
  });
});

describe('the memory of one instance', () => {
  it('forgets an id after two minutes and not before', async () => {
    const store = new MemoryReplayStore();
    await store.remember('call-one', NOW);

    expect(await store.remember('call-one', NOW + 120_000)).toBe(false);
    expect(await store.remember('call-one', NOW + 120_001)).toBe(true);
  });

  it('holds no more than two minutes of ids', async () => {
    const store = new MemoryReplayStore();
    for (let second = 0; second < 600; second += 1) await store.remember(`call-${second}`, NOW + second * 1_000);
    expect(store.size).toBe(121);
  });
});

// Redis belongs to the runs against real servers.
if (process.env.TEST_DB === 'mysql') describe('the memory of several instances', () => {
  it('refuses at one instance what another has let in', async () => {
    const { client, prefix, close } = await connect();
    const [one, other] = [new RedisReplayStore(client, prefix, silentLog), new RedisReplayStore(client, prefix, silentLog)];

    expect([await one.remember('call-one', NOW), await other.remember('call-one', NOW)]).toEqual([true, false]);
    await close();
  });

  it('keeps ids for a limited time only', async () => {
    const { client, prefix, close } = await connect();
    await new RedisReplayStore(client, prefix, silentLog).remember('call-one', NOW);

    const left = await client.pttl(`${prefix}:call:call-one`);
    expect([left > 120_000, left <= 125_000]).toEqual([true, true]);
    await close();
  });
});

describe('the memory of several instances without Redis', () => {
  it('goes on with its own and says so once', async () => {
    const warnings: unknown[] = [];
    const broken = { set: () => Promise.reject(new Error('Connection is closed.')) } as unknown as Redis;
    const store = new RedisReplayStore(broken, 'test', { warn: (entry: unknown) => void warnings.push(entry) });

    expect([await store.remember('call-one', NOW), await store.remember('call-one', NOW), await store.remember('call-two', NOW)]).toEqual([true, false, true]);
    expect(warnings).toHaveLength(1);
  });
});
