import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { VerifyTokenDocument } from '@sangam/schema/typed/operations';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(() => graph.stop());

it('a token that is valid names whose it is; one that is absent, altered, expired or of an ended session is refused with 401', async () => {
  const person = await graph.person();
  const { client, accessToken } = await person.signIn();
  expect(await client.ask(VerifyTokenDocument, {})).toEqual({ me: { id: person.id, email: person.email } });
  const refusal = async (by: typeof client) => {
    const { status, errors } = await by.run(VerifyTokenDocument, {});
    return [status, errors[0]?.extensions.code];
  };

  expect(await graph.anonymous().refusal(VerifyTokenDocument, {})).toBe('UNAUTHENTICATED');
  expect(await refusal(graph.withToken(`${accessToken.slice(0, -6)}AAAAAA`))).toEqual([401, 'INVALID_TOKEN']);
  graph.clock.advance(900_000);
  expect(await refusal(client)).toEqual([401, 'TOKEN_EXPIRED']);
  const next = await person.signIn();
  await next.signOut();
  expect(await refusal(next.client)).toEqual([401, 'SESSION_REVOKED']);
});
