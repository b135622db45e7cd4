import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@sangam/kit/ids/new-id';
import { openProcess, type ProcessServices } from '@sangam/kit/running/open-process';
import { ASHA, DEMO_PASSWORD } from '@sangam/schema/demo/people';
import { CreatePeopleDocument } from '@sangam/schema/typed/internal';
import { ChatThreadsDocument, LoginDocument } from '@sangam/schema/typed/operations';
import { readContract } from '../starting/contract';
import { startLocalParts, type LocalParts } from '../starting/local-parts';
import { loadDefinitions, loadSettings } from '../starting/start-product';
import { startRouter, type StartedRouter } from '../starting/start-router';
import { seedDemo, type DemoPlaces } from './seed-demo';

let dataDir: string;
let services: ProcessServices;
let parts: LocalParts;
let router: StartedRouter;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'sangam-'));
  const definitions = await loadDefinitions();
  const keys = { SERVICE_KEYS: 'service-key-of-the-tests-0123456789abcdef', REFRESH_KEY: 'refresh-key-of-the-tests-0123456789abcdef', FILE_LINK_KEY: 'file-link-key-of-the-tests-0123456789', AUDIT_KEY: 'audit-key-of-the-tests-0123456789abcdef', SEAL_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` };
  services = await openProcess('test', loadSettings(definitions, { ...keys, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent', PASSWORD_MEMORY_KIB: '64' }));
  const contract = readContract();
  parts = await startLocalParts({ definitions, services, contract, work: false });
  router = await startRouter({ services, parts, contract });
});
afterEach(async () => {
  await router.stop();
  await parts.stop();
  await services.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const places = (): DemoPlaces => ({ router, calls: parts.calls, dataDir });

/** The same places, where the process is killed after the n-th step was done and before it is known. */
function killedAfter(n: number): DemoPlaces {
  let done = 0;
  const lost = <T>(answer: T): T => {
    if ((done += 1) === n) throw new Error('killed');
    return answer;
  };
  return {
    dataDir,
    router: { execute: async (...given) => lost(await router.execute(...given)) },
    calls: { call: async (...given) => lost(await parts.calls.call(...given)), deliver: (...given) => parts.calls.deliver(...given) },
  };
}

async function conversation(): Promise<unknown[]> {
  const { data } = await router.execute(LoginDocument, { input: { email: ASHA.email, password: DEMO_PASSWORD } }, null);
  const token = (data as { login: { accessToken: string } }).login.accessToken;
  const threads = await router.execute(ChatThreadsDocument, {}, token);
  return (threads.data as { chatThreads: { nodes: { messageCount: number }[] } }).chatThreads.nodes.map(({ messageCount }) => messageCount);
}

describe('demo data', () => {
  it('is written into an empty product, once', async () => {
    expect([await seedDemo(places()), await seedDemo(places())]).toEqual([true, true]);
    expect(await conversation()).toEqual([2]);
    expect(existsSync(join(dataDir, 'demo-data-begun'))).toBe(false);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('is completed by the next start when the first is killed after its step %d', async (n) => {
    await expect(seedDemo(killedAfter(n))).rejects.toThrow('killed');

    expect(await seedDemo(places())).toBe(true);
    expect(await conversation()).toEqual([2]);
  });

  it('is not written where somebody is, and no demo administrator is promised there', async () => {
    const owner = { displayName: 'Owner', email: 'owner@example.com', password: 'Correct1horse', platformRoles: [] };
    await parts.calls.call('identity', CreatePeopleDocument, { people: [owner] }, { requestId: newId() });

    expect([await seedDemo(places()), await seedDemo(places())]).toEqual([false, false]);
  });
});
