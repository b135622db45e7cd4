import { RemoteCalls } from '@sangam/kit/calls/remote-calls';
import type { Clock } from '@sangam/kit/clock/clock';
import { newId } from '@sangam/kit/ids/new-id';
import { createLogger } from '@sangam/kit/observability/logger';
import { subgraphUrls } from '@sangam/kit/running/subgraph-urls';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import type { Settings } from '@sangam/kit/settings/settings';
import { SigningKeysDocument } from '@sangam/schema/typed/internal';
import { routerSettings } from '../../settings';
import { answerOf } from '../remote-probe';
import { looked, note, ok, wrong, type Finding } from './finding';

const PATIENCE_MS = 2_000;

export interface RunningFindings {
  /** Whether the front door answers. */
  readonly isRunning: boolean;
  readonly findings: readonly Finding[];
}

/** What runs: the front door, each subgraph's process, and the keys that sign access tokens. */
export async function checkRunning(settings: Settings, clock: Clock): Promise<RunningFindings> {
  const { HOST, PORT } = settings.of(routerSettings);
  const door = `http://${HOST === '0.0.0.0' ? '127.0.0.1' : HOST}:${PORT}`;
  const isRunning = (await answerOf(`${door}/health/live`)) !== null;
  const urls = subgraphUrls(settings);
  const processes = await Promise.all([...urls].map(([name, url]) => checkProcess(name, url)));
  const signing = urls.has('identity') ? await looked('signing keys', () => askIdentity(settings, clock)) : await checkPublished(isRunning ? door : null);
  return { isRunning: isRunning || urls.size > 0, findings: [await checkDoor(door, isRunning), ...processes, signing] };
}

async function checkDoor(door: string, isRunning: boolean): Promise<Finding> {
  if (!isRunning) return note('front door', `nothing answers at ${door}`);
  const answer = await answerOf(`${door}/health/ready`);
  return answer?.status === 200 ? ok('front door', `${door} is ready`) : wrong('front door', `${door} is not ready (${answer?.status ?? 'no answer'})`);
}

async function checkProcess(name: string, url: string): Promise<Finding> {
  const answer = await answerOf(`${url}/health/ready`);
  return answer?.status === 200 ? ok(`process ${name}`, `${url} is ready`) : wrong(`process ${name}`, answer ? `${url} is not ready (${answer.status})` : `nothing answers at ${url}`);
}

/** Identity answers signed calls only, so this also tries the service keys. */
async function askIdentity(settings: Settings, clock: Clock): Promise<Finding> {
  const { SERVICE_KEYS: keys } = settings.of(kitSettings);
  const calls = new RemoteCalls({ targets: subgraphUrls(settings), keys, clock, log: createLogger('silent', 'doctor'), timeoutMs: PATIENCE_MS });
  try {
    const { signingKeys } = await calls.call('identity', SigningKeysDocument, {}, { requestId: newId() });
    return counted(signingKeys.length);
  } finally {
    await calls.close();
  }
}

async function checkPublished(door: string | null): Promise<Finding> {
  if (door === null) return note('signing keys', 'not looked at: the product does not run');
  const answer = await answerOf(`${door}/.well-known/jwks.json`);
  return counted((JSON.parse(answer?.body || '{}') as { keys?: unknown[] }).keys?.length ?? 0);
}

function counted(keys: number): Finding {
  return keys > 0 ? ok('signing keys', `${keys} published`) : wrong('signing keys', 'none published: nobody can sign in');
}
