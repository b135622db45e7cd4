// What the product's queries read: threads of the demo people with messages, written by the operations that clients use; and the queries.
const { ADMINISTRATOR, ASHA, DEMO_PASSWORD, RAVI } = require('../../schema/dist/demo/people');
const { ask, signIn } = require('../product');

const GROUPS = 9;
const MESSAGES = 20;

const ME = 'query Me { me { id displayName email locale timeZone createdAt } }';
const MESSAGE = '{ id sequence text sentAt sender { id displayName } }';
const THREADS = `query Threads { chatThreads(first: 20) { nodes {
  id kind title messageCount lastActivityAt participants { role user { id displayName } } messages(last: 5) { nodes ${MESSAGE} }
} } }`;
const THREAD = `query Thread($id: ID!) { chatThread(id: $id) { id kind title messages(last: 20) { nodes ${MESSAGE} } } }`;

/** Fills the threads; returns the reader's token and the threads' ids. */
async function prepareConversations(graphql) {
  const asha = await signIn(graphql, ASHA.email, DEMO_PASSWORD);
  const ravi = await signIn(graphql, RAVI.email, DEMO_PASSWORD);
  const { openDirectThread } = await ask(graphql, 'mutation ($id: ID!) { openDirectThread(userId: $id) { id } }', { id: RAVI.id }, asha.accessToken);
  const threadIds = [openDirectThread.id];
  for (let index = 1; index <= GROUPS; index += 1) {
    const { createGroupThread } = await ask(graphql, 'mutation ($input: CreateGroupThreadInput!) { createGroupThread(input: $input) { id } }',
      { input: { title: `Planning round ${index}`, participantIds: [RAVI.id, ADMINISTRATOR.id] } }, asha.accessToken);
    threadIds.push(createGroupThread.id);
  }
  for (const threadId of threadIds) {
    for (let index = 1; index <= MESSAGES; index += 1) {
      const { accessToken } = index % 2 === 0 ? asha : ravi;
      await ask(graphql, 'mutation ($input: SendChatMessageInput!) { sendChatMessage(input: $input) { id } }', { input: { threadId, text: `Point ${index}: let us go through the figures of the last quarter before we decide.` } }, accessToken);
    }
  }
  return { token: asha.accessToken, threadIds };
}

/** The product's workloads for one engine. */
const conversationWorkloads = (engine, threadIds) => [
  { name: `product-me-${engine}`, requests: [{ path: '/me', query: ME, variables: {} }] },
  { name: `product-threads-${engine}`, requests: [{ path: '/threads', query: THREADS, variables: {} }] },
  { name: `product-thread-${engine}`, requests: threadIds.map((id) => ({ path: `/threads/${id}`, query: THREAD, variables: { id } })) },
];

module.exports = { prepareConversations, conversationWorkloads };
