import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { parse } from 'graphql';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity', 'chat'] });
});
afterAll(() => graph.stop());

const login = parse('mutation ($input: LoginInput!) { login(input: $input) { __typename } }');
const events = parse('subscription ($threadId: ID) { chatEvents(threadId: $threadId) { __typename } }');

describe('no message offers a name of the schema as a correction', () => {
  it.each([
    ['an input key', { input: { emial: 'a@example.com', password: 'x' } }],
    ['a nested value of another kind', { input: { email: 'a@example.com', password: 'x', deviceLable: 'x' } }],
  ])('for %s that is nearly right, in variables', async (_what, variables) => {
    const { errors } = await graph.anonymous().run(login, variables);

    expect(errors.length).toBeGreaterThan(0);
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(JSON.stringify(errors)).toContain('is not defined by type');
    expect(JSON.stringify(errors)).not.toMatch(/did you mean|deviceLabel"|\bemail\?/i);
  });

  it('over a socket', async () => {
    const stream = await graph.anonymous().subscribe(login, { input: { emial: 'a@example.com', password: 'x' } });

    expect(JSON.stringify(await stream.nextErrors())).toMatch(/is not defined by type(?!.*did you mean)/i);
    await stream.close();
  });

  it('for the variables of a subscription', async () => {
    const stream = await graph.asUser().subscribe(events, { threadId: { id: 1 } });

    const errors = await stream.nextErrors();
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(JSON.stringify(errors)).not.toMatch(/did you mean/i);
    await stream.close();
  });
});
