// A thousand sockets listen to one thread of one process: 250 people with four sockets each. Each must hear every message.
const { WebSocket } = require('ws');
const { ask, cpuSeconds, machine, median, residentMb, signIn, start, table, temporaryFolder } = require('./product');

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 250);
const SOCKETS_EACH = 4;
const MESSAGES = 20;
const PATIENCE_MS = 60_000;
const PASSWORD = 'Correct1horse';
const SUBSCRIPTION = `subscription ($threadId: ID!) { chatEvents(threadId: $threadId) {
  __typename
  ... on ChatMessageSent { message { id sequence text sentAt sender { id displayName } } }
} }`;

/** People are signed in a few at a time: this is the preparation, not what is measured. */
async function people(graphql) {
  const made = [];
  const next = async (index) => {
    const email = `bench${index}@example.com`;
    await ask(graphql, 'mutation ($input: RegisterInput!) { register(input: $input) { email } }', { input: { email, password: PASSWORD, fullName: `Person ${index}`, termsAccepted: true } });
    const { accessToken, user } = await signIn(graphql, email, PASSWORD);
    made[index] = { token: accessToken, id: user.id };
  };
  for (let index = 0; index < PEOPLE; index += 10) await Promise.all(Array.from({ length: Math.min(10, PEOPLE - index) }, (_, offset) => next(index + offset)));
  return made;
}

/** A socket that counts what it hears. */
function listen(url, { token }, threadId, onEvent) {
  const heard = [];
  const socket = new WebSocket(url, 'graphql-transport-ws');
  socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })));
  socket.on('message', (bytes) => {
    const message = JSON.parse(bytes);
    if (message.type === 'connection_ack') socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: SUBSCRIPTION, variables: { threadId } } }));
    if (message.type === 'ping') socket.send('{"type":"pong"}');
    if (message.type !== 'next') return;
    if (message.payload.errors) throw new Error(JSON.stringify(message.payload.errors));
    heard.push(message.payload.data.chatEvents);
    onEvent();
  });
  socket.on('error', (error) => {
    throw error;
  });
  return { heard, close: () => socket.terminate() };
}

/** Tells when a condition on all listeners has come true; looked at on each event. */
class Crowd {
  listeners = [];
  check = () => undefined;

  all(condition, what) {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`Waited for ${what}: ${this.listeners.filter(condition).length} of ${this.listeners.length}.`)), PATIENCE_MS);
      let behind = 0;
      this.check = () => {
        while (behind < this.listeners.length && condition(this.listeners[behind])) behind += 1;
        if (behind < this.listeners.length) return;
        clearTimeout(limit);
        this.check = () => undefined;
        resolve(performance.now());
      };
      this.check();
    });
  }
}

const messagesOf = ({ heard }) => heard.filter(({ __typename }) => __typename === 'ChatMessageSent');
const hasHeard = (count) => (listener) => messagesOf(listener).length >= count;

async function run({ pid, graphql, subscriptions }) {
  const everybody = await people(graphql);
  const [sender] = everybody;
  const { createGroupThread } = await ask(graphql, 'mutation ($input: CreateGroupThreadInput!) { createGroupThread(input: $input) { id } }',
    { input: { title: 'Everybody', participantIds: everybody.slice(1).map(({ id }) => id) } }, sender.token);
  const threadId = createGroupThread.id;
  const before = residentMb(pid);

  const crowd = new Crowd();
  for (const person of everybody) for (let socket = 0; socket < SOCKETS_EACH; socket += 1) crowd.listeners.push(listen(subscriptions, person, threadId, () => crowd.check()));
  const opened = crowd.all(({ heard }) => heard.length > 0, 'all sockets to hear something');
  let opening = true;
  opened.finally(() => (opening = false)).catch(() => undefined);
  while (opening) {
    await ask(graphql, 'mutation ($id: ID!) { setTyping(threadId: $id, typing: true) { id } }', { id: threadId }, sender.token);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await opened;
  const listening = residentMb(pid);

  const deliveries = [];
  const cpuBefore = cpuSeconds(pid);
  for (let index = 1; index <= MESSAGES; index += 1) {
    const delivered = crowd.all(hasHeard(index), `message ${index} at all sockets`);
    const sentAt = performance.now();
    await ask(graphql, 'mutation ($input: SendChatMessageInput!) { sendChatMessage(input: $input) { id } }', { input: { threadId, text: `Message ${index}` } }, sender.token);
    const acknowledgedAt = performance.now();
    deliveries.push({ acknowledged: acknowledgedAt - sentAt, last: (await delivered) - sentAt });
  }
  const cpu = cpuSeconds(pid) - cpuBefore;
  const after = residentMb(pid);
  expectEach(crowd.listeners);
  for (const listener of crowd.listeners) listener.close();
  return { count: crowd.listeners.length, before, listening, after, deliveries, cpu };
}

/** Every socket heard every message once, in order, with the sender's name from the other subgraph. */
function expectEach(listeners) {
  const expected = Array.from({ length: MESSAGES }, (_, index) => index + 1).join();
  const wrong = listeners.filter((listener) => messagesOf(listener).map(({ message }) => message.sequence).join() !== expected || !messagesOf(listener).every(({ message }) => message.sender.displayName === 'Person 0'));
  if (wrong.length > 0) throw new Error(`${wrong.length} of ${listeners.length} sockets did not hear every message once and in order.`);
}

async function main() {
  const { folder, remove } = temporaryFolder();
  const product = start('router/dist/main.js', { DATA_DIR: folder, PORT: '0', DEMO_DATA: 'false', PASSWORD_MEMORY_KIB: '64' });
  try {
    const { graphql, subscriptions } = await product.ready;
    const { count, before, listening, after, deliveries, cpu } = await run({ pid: product.pid, graphql, subscriptions });
    const last = deliveries.map((delivery) => delivery.last);
    process.stdout.write(`${machine()}${count} sockets of ${PEOPLE} people, ${MESSAGES} messages one after the other; each socket heard each message once.\n`);
    process.stdout.write(table([
      ['memory before', `${Math.round(before)} MB`],
      ['memory with all sockets open', `${Math.round(listening)} MB (${Math.round((1024 * (listening - before)) / count)} KB each)`],
      ['memory after the messages', `${Math.round(after)} MB`],
      ['message acknowledged to its sender, median', `${Math.round(median(deliveries.map(({ acknowledged }) => acknowledged)))} ms`],
      ['last of all sockets has it, median', `${Math.round(median(last))} ms`],
      ['last of all sockets has it, slowest message', `${Math.round(Math.max(...last))} ms`],
      ['processor time of the product per message', `${Math.round((1000 * cpu) / MESSAGES)} ms`],
    ]));
  } finally {
    await product.stop();
    remove();
  }
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
