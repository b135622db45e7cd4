import { EchoSubgraph, silentLog } from '@sangam/kit/testing/echo-subgraph';
import { parse, type OperationDefinitionNode } from 'graphql';
import { requestOf } from '../remote/served-echo.fixture';
import { viewFacts } from '../view-keys/view-facts';
import type { GraphContext } from './graph-context';
import { LocalSource } from './local-source';

const facts = viewFacts('type Query { identity: Identity! } type Identity { requestId: String }', { echo: { Query: { fields: { fail: 'roles', identity: 'user' } }, Identity: {} } }).get('echo');

describe('a subgraph of this process', () => {
  let echo: EchoSubgraph;
  let source: LocalSource;
  beforeEach(() => {
    echo = new EchoSubgraph();
    source = new LocalSource(echo, silentLog, facts);
  });

  const fetch = async (query: string, graph: GraphContext) => {
    const document = parse(query);
    const { operation: kind } = document.definitions[0] as OperationDefinitionNode;
    return source.prepare({ kind, text: query, document })({}, graph);
  };

  it('has one context for each level at which a request reads the viewer', async () => {
    const graph = requestOf('u1');
    for (const query of ['{ document }', '{ document large(bytes: 1) }', '{ fail(how: "coded") }', '{ document fail(how: "coded") }', '{ identity { requestId } }', '{ identity { caller } document }']) await fetch(query, graph);
    expect(echo.contexts).toBe(3);
  });

  it('forgets after a mutation what was loaded for executions that read less', async () => {
    const graph = requestOf('u1');
    for (const query of ['{ document }', 'mutation { count }', '{ document }', '{ document }', 'mutation { count }', '{ document }']) await fetch(query, graph);
    expect(echo.contexts).toBe(4);
  });

  it('does not pass the key of a request on to an execution that could be shared', async () => {
    const made = jest.spyOn(echo, 'context');
    for (const query of ['{ document }', 'mutation { count }']) await fetch(query, requestOf('u1', {}, 'key-1'));
    expect(made.mock.calls.map(([{ idempotencyKey }]) => idempotencyKey)).toEqual([null, 'key-1']);
  });
});
