import { newId } from '@sangam/kit/ids/new-id';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { CreatePeopleDocument } from '@sangam/schema/typed/internal';
import { LoginDocument, RegisterDocument, RequestEmailCodeDocument, RequestPasswordResetDocument } from '@sangam/schema/typed/operations';

/** Measured in turns, so that a busy machine slows both alike; each person is asked about once, below every limit. */
const ROUNDS = 15;
const PASSWORD = 'Correct1horse';

let graph: TestGraph;
const known = Array.from({ length: ROUNDS }, () => `somebody-${newId()}@example.com`);

beforeAll(async () => {
  // Hashing that takes long enough for its absence to show.
  graph = await startGraph({ subgraphs: ['identity'], environment: { PASSWORD_MEMORY_KIB: '19456' } });
  await graph.internal('identity', CreatePeopleDocument, { people: known.map((email) => ({ displayName: 'Somebody', email, password: PASSWORD, platformRoles: [] })) });
});
afterAll(async () => {
  await graph.jobs.drain();
  await graph.stop();
});

const unknown = () => `nobody-${newId()}@example.com`;
const ASKED: readonly (readonly [string, (email: string) => Promise<unknown>])[] = [
  ['a sign-in with a wrong password', (email) => graph.anonymous().run(LoginDocument, { input: { email, password: 'Wrong1horse' } })],
  ['a sign-up', (email) => graph.anonymous().run(RegisterDocument, { input: { email, password: PASSWORD, fullName: 'Ravi', termsAccepted: true } })],
  ['a request for a new password', (email) => graph.anonymous().run(RequestPasswordResetDocument, { email })],
  ['a request for a sign-in code', (email) => graph.anonymous().run(RequestEmailCodeDocument, { email })],
];

it.each(ASKED)('%s takes as long for a known address as for an unknown one', async (_what, ask) => {
  await ask(unknown());
  const times: { readonly known: number[]; readonly unknown: number[] } = { known: [], unknown: [] };
  for (const email of known) {
    times.known.push(await duration(() => ask(email)));
    times.unknown.push(await duration(() => ask(unknown())));
  }

  // A hash that is skipped leaves less than a third of the time; noise does not.
  const ratio = median(times.known) / median(times.unknown);
  expect(ratio).toBeGreaterThan(0.55);
  expect(ratio).toBeLessThan(1.8);
});

async function duration(run: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await run();
  return performance.now() - begun;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
