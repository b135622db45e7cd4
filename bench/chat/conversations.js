// What the product's queries read: people, their threads and messages, written by the operations that clients use; and the queries.
const { ask, signIn } = require('../product');

const READERS = 32;
const CIRCLE = 4;
const THREADS = 10;
const MESSAGES = 20;
const PASSWORD = 'Correct1horse';

const ME = 'query Me { me { id displayName email locale timeZone createdAt } }';
const MESSAGE = '{ id sequence text sentAt sender { id displayName } }';
const THREADS_OF = `query Threads { chatThreads(first: 20) { nodes {
  id kind title messageCount lastActivityAt participants { role user { id displayName } } messages(last: 5) { nodes ${MESSAGE} }
} } }`;
const THREAD = `query Thread($id: ID!) { chatThread(id: $id) { id kind title messages(last: 20) { nodes ${MESSAGE} } } }`;

/** Signs a new person in. */
async function person(graphql, index) {
  const email = `bench${index}@example.com`;
  await ask(graphql, 'mutation ($input: RegisterInput!) { register(input: $input) { email } }', { input: { email, password: PASSWORD, fullName: `Person ${index}`, termsAccepted: true } });
  const { accessToken, user } = await signIn(graphql, email, PASSWORD);
  return { token: accessToken, id: user.id };
}

/** A circle of people with threads of their own; returns a reader for each person. */
async function circle(graphql, first) {
  const people = [];
  for (let index = first; index < first + CIRCLE; index += 1) people.push(await person(graphql, index));
  const threadIds = [];
  for (let index = 1; index <= THREADS; index += 1) {
    const input = { title: `Planning round ${index}`, participantIds: people.slice(1).map(({ id }) => id) };
    threadIds.push((await ask(graphql, 'mutation ($input: CreateGroupThreadInput!) { createGroupThread(input: $input) { id } }', { input }, people[0].token)).createGroupThread.id);
  }
  for (const threadId of threadIds) {
    for (let index = 0; index < MESSAGES; index += 1) {
      const input = { threadId, text: `Point ${index + 1}: let us go through the figures of the last quarter before we decide.` };
      await ask(graphql, 'mutation ($input: SendChatMessageInput!) { sendChatMessage(input: $input) { id } }', { input }, people[index % CIRCLE].token);
    }
  }
  return people.map(({ token }) => ({ token, threadIds }));
}

/** As many readers as there are connections, so that no two requests under way ask the same and nothing can be shared between them. */
async function prepareConversations(graphql) {
  const circles = await Promise.all(Array.from({ length: READERS / CIRCLE }, (_, index) => circle(graphql, index * CIRCLE)));
  return circles.flat();
}

/** The product's workloads for one engine; each request says whose it is. */
const conversationWorkloads = (engine, readers) => [
  { name: `product-me-${engine}`, requests: readers.map(({ token }) => ({ token, path: '/me', query: ME, variables: {} })) },
  { name: `product-threads-${engine}`, requests: readers.map(({ token }) => ({ token, path: '/threads', query: THREADS_OF, variables: {} })) },
  { name: `product-thread-${engine}`, requests: readers.flatMap(({ token, threadIds }) => threadIds.map((id) => ({ token, path: `/threads/${id}`, query: THREAD, variables: { id } }))) },
];

module.exports = { prepareConversations, conversationWorkloads };
