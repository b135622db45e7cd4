// Signs in two demo people, subscribes as one and sends as the other; prints what arrives. Run it while the product runs.
const { createClient } = require('graphql-ws');
const { WebSocket } = require('ws');

const url = process.env.GRAPHQL_URL ?? 'http://127.0.0.1:4000/graphql';

async function ask(query, variables, token) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

async function signIn(email) {
  const { login } = await ask(
    'mutation ($input: LoginInput!) { login(input: $input) { ... on AuthenticationTokens { accessToken user { id } } } }',
    { input: { email, password: 'Sangam-Demo-1' } },
  );
  return login;
}

async function main() {
  const [asha, ravi] = [await signIn('asha@sangam.example'), await signIn('ravi@sangam.example')];
  const { openDirectThread: thread } = await ask('mutation ($id: ID!) { openDirectThread(userId: $id) { id } }', { id: ravi.user.id }, asha.accessToken);
  const client = createClient({ url: url.replace(/^http/, 'ws'), webSocketImpl: WebSocket, connectionParams: { authorization: `Bearer ${ravi.accessToken}` } });
  const events = client.iterate({
    query: 'subscription ($id: ID!) { chatEvents(threadId: $id) { __typename ... on ChatMessageSent { message { text sender { displayName } } } } }',
    variables: { id: thread.id },
  });
  const first = events.next();
  // The protocol has no word for "subscribed": say hello until it is heard.
  const hello = setInterval(() => void ask('mutation ($id: ID!) { sendChatMessage(input: { threadId: $id, text: "Hello Ravi" }) { id } }', { id: thread.id }, asha.accessToken), 300);
  const { value } = await first;
  clearInterval(hello);
  console.log(JSON.stringify(value.data, null, 2));
  await client.dispose();
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
