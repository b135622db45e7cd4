import { reachable } from '@sangam/kit/testing/access-completeness';
import { startGraph, type TestClient, type TestGraph, type TestPerson } from '@sangam/kit/testing/harness';
import { CreateGroupThreadDocument, SendChatMessageDocument } from '@sangam/schema/typed/operations';
import { getNamedType, isObjectType, parse, buildSchema, type GraphQLObjectType } from 'graphql';
import { readRepositoryFile } from '../contract/repository';
import { loadDefinitions } from '../starting/start-product';
import { SUBGRAPHS } from '../subgraphs';

/** Whoever sees an object sees the public card of the people in it, and nothing else of them. */
let graph: TestGraph;
let owner: TestPerson;
let member: TestClient;
let threadId: string;
let messageId: string;
let privateFields: readonly string[];

const api = buildSchema(readRepositoryFile('schema/api.graphql') ?? '');

beforeAll(async () => {
  graph = await startGraph({ subgraphs: SUBGRAPHS.map(({ name }) => name) });
  owner = await graph.person({ displayName: 'Asha' });
  const other = await graph.person({ displayName: 'Ravi' });
  const client = graph.asUser({ userId: owner.id });
  member = graph.asUser({ userId: other.id });
  threadId = (await client.ask(CreateGroupThreadDocument, { input: { title: 'Family', participantIds: [other.id] } })).createGroupThread.id;
  messageId = (await client.ask(SendChatMessageDocument, { input: { threadId, text: 'hello' } })).sendChatMessage.id;
  const definitions = await loadDefinitions();
  privateFields = definitions.flatMap((definition) => reachable(definition).privateFields.get('User') ?? []);
});
afterAll(() => graph.stop());

const selected = (field: string): string => {
  const type = (api.getType('User') as GraphQLObjectType).getFields()[field]?.type;
  return type && isObjectType(getNamedType(type)) ? `${field} { __typename }` : field;
};

/** Ways from an object that one may see to a person who is somebody else. */
const paths: Readonly<Record<string, (selection: string) => string>> = {
  'a thread\'s participants': (selection) => `query ($threadId: ID!) { chatThread(id: $threadId) { id participants { user { id displayName ${selection} } } } }`,
  'a list of threads': (selection) => `{ chatThreads { totalCount nodes { participants { user { id displayName ${selection} } } } } }`,
  'a message\'s author': (selection) => `query ($messageId: ID!) { chatMessage(id: $messageId) { id sender { id displayName ${selection} } } }`,
  'the messages of a thread': (selection) => `query ($threadId: ID!) { chatThread(id: $threadId) { messages(first: 1) { nodes { sender { id displayName ${selection} } } } } }`,
};

describe.each(Object.keys(paths))('through %s', (path) => {
  const ask = (client: TestClient, selection: string) => client.run(parse((paths[path] as (typeof paths)[string])(selection)), { threadId, messageId });

  it('each private field of somebody else is null and FORBIDDEN; the card is shown', async () => {
    expect(privateFields).toEqual(expect.arrayContaining(['email', 'platformRoles', 'loginSessions']));
    for (const field of privateFields) {
      const { data, errors, status } = await ask(member, selected(field));
      const text = JSON.stringify(data);

      expect([field, status, [...new Set(errors.map(({ extensions }) => extensions.code))]]).toEqual([field, 200, ['FORBIDDEN']]);
      expect(errors.every(({ path: at }) => at?.at(-1) === field)).toBe(true);
      expect(text).toContain('"Asha"');
      expect(text).not.toContain(owner.email);
    }
  });

  it('an alias or a fragment opens no private field', async () => {
    const { data, errors } = await ask(member, 'a: email ... on User { b: email c: status d: loginSessions { totalCount } } ... { e: emailVerified }');

    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(['FORBIDDEN']));
    expect(JSON.stringify(data)).toContain('"Asha"');
    expect(JSON.stringify(data)).not.toContain(owner.email);
  });
});

it('through an event, private fields of its author are null and FORBIDDEN', async () => {
  const events = parse('subscription ($threadId: ID) { chatEvents(threadId: $threadId) { ... on ChatMessageSent { message { text sender { displayName email status } } } } }');
  const stream = await member.subscribe(events, { threadId });
  await graph.asUser({ userId: owner.id }).ask(SendChatMessageDocument, { input: { threadId, text: 'again' } });

  const { data, errors } = await stream.nextAnswer();

  expect(data).toEqual({ chatEvents: { message: { text: 'again', sender: { displayName: 'Asha', email: null, status: null } } } });
  expect(errors.map(({ path, extensions }) => [path?.at(-1), extensions.code]).sort()).toEqual([['email', 'FORBIDDEN'], ['status', 'FORBIDDEN']]);
  await stream.close();
});
