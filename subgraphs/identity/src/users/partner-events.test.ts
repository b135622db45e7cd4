import { findOne } from '@sangam/kit/database/read';
import { newId } from '@sangam/kit/ids/new-id';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { localServer, type LocalServer } from '@sangam/kit/testing/local-server';
import { CreateWebhookEndpointDocument, RegisterDocument, VerifyEmailDocument } from '@sangam/schema/typed/operations';
import { mailedTokens } from '../email-tokens/newcomer.fixture';
import { User } from './user.entity';

let receiver: LocalServer;
let graph: TestGraph;
const told: unknown[] = [];

beforeAll(async () => {
  receiver = await localServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      told.push(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      response.end();
    });
  });
  graph = await startGraph({ subgraphs: ['identity'], environment: { EGRESS_ALLOW: receiver.url.replace('http://', '') } });
});
afterAll(async () => {
  await graph.stop();
  await receiver.close();
});

it('tells the endpoints of a person of the sign-up and of the address that was proved, each once', async () => {
  const email = `${newId()}@example.com`;
  const register = () => graph.anonymous().ask(RegisterDocument, { input: { email, password: 'Correct1horse', fullName: 'Meera Iyer', termsAccepted: true } });
  await register();
  const { id: userId } = await findOne(graph.context('identity'), User, { emailCanonical: email }) ?? { id: '' };
  await graph.asUser({ userId }).ask(CreateWebhookEndpointDocument, { input: { url: receiver.url, eventTypes: ['identity.*'] } });
  await register();
  await graph.jobs.drain();
  expect(told).toMatchObject([{ type: 'identity.user.registered', data: { userId, registeredAt: expect.any(String) } }]);

  const [token = ''] = await mailedTokens(graph, email, 'Confirm your address');
  await graph.anonymous().ask(VerifyEmailDocument, { token });
  await graph.jobs.drain();
  expect(told.slice(1)).toMatchObject([{ type: 'identity.email.verified', data: { userId, verifiedAt: expect.any(String) } }]);
  expect(JSON.stringify(told)).not.toContain(email);
});
