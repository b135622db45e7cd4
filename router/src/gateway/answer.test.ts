import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { parse } from 'graphql';
import { publicText, type GraphAnswer } from './answer';

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
    expect(JSON.stringify(errors)).not.toMatch(/did you mean|deviceLabel\b/i);
  });

  it('that a subgraph or the gateway might raise', () => {
    const message = 'Variable "$input" got invalid value {}; Field "emial" is not defined by type "LoginInput". Did you mean "email"?';

    const { errors } = JSON.parse(publicText({ errors: [{ message, extensions: { code: 'BAD_USER_INPUT', serviceName: 'identity', stacktrace: ['at x'] } }] }, { requestId: 'r', locale: 'en' }, 5)) as GraphAnswer;

    expect(errors).toEqual([{
      message: 'Variable "$input" got invalid value {}; Field "emial" is not defined by type "LoginInput".',
      extensions: { code: 'BAD_USER_INPUT', requestId: 'r', userMessage: 'Please check what you entered.' },
    }]);
  });

  it('over a socket', async () => {
    const stream = await graph.anonymous().subscribe(login, { input: { emial: 'a@example.com', password: 'x' } });

    const errors = await stream.nextErrors();
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(JSON.stringify(errors)).not.toMatch(/did you mean/i);
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
