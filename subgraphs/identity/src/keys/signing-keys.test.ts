import { findMany } from '@sangam/kit/database/read';
import { unionMember } from '@sangam/kit/graphql/union-member';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { LoginDocument, MeDocument } from '@sangam/schema/typed/operations';
import { decodeProtectedHeader } from 'jose';
import { SigningKey } from './signing-key.entity';

const MINUTE = 60_000;
const DAY = 86_400_000;
let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(() => graph.stop());

async function signIn(person: { readonly email: string; readonly password: string }): Promise<{ token: string; kid: string }> {
  const { login } = await graph.anonymous().ask(LoginDocument, { input: { email: person.email, password: person.password } });
  const { accessToken: token } = unionMember(login, 'AuthenticationTokens');
  return { token, kid: decodeProtectedHeader(token).kid ?? '' };
}

const publishedKeys = async () => {
  const response = await graph.anonymous().http('/.well-known/jwks.json');
  return ((await response.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
};

it('rotates signing keys without refusing tokens that still live, and forgets the old ones', async () => {
  const person = await graph.person();
  const first = await signIn(person);
  graph.clock.advance(30 * DAY - 5 * MINUTE);
  const late = await signIn(person);
  expect(late.kid).toBe(first.kid);

  graph.clock.advance(5 * MINUTE);
  const rotated = await signIn(person);

  expect(rotated.kid).not.toBe(first.kid);
  await expect(graph.withToken(rotated.token).ask(MeDocument, {})).resolves.toMatchObject({ me: { id: person.id } });
  await expect(graph.withToken(late.token).ask(MeDocument, {})).resolves.toMatchObject({ me: { id: person.id } });
  expect(await publishedKeys()).toEqual([rotated.kid, first.kid]);
  await graph.jobs.drain({ until: graph.clock.now() + 32 * DAY });
  expect((await findMany(graph.context('identity'), SigningKey, { where: {} })).map(({ id }) => id)).toEqual([rotated.kid]);
});

it('keeps private keys sealed', async () => {
  const [key] = await findMany(graph.context('identity'), SigningKey, { where: {} });
  expect(key?.sealedPrivateJwk).toMatch(/^v1\.test\./);
  expect(key?.publicJwk).not.toContain('"d"');
});
