import { dumpTables } from '@sangam/kit/testing/dump-tables';
import { startGraph, type TestClient, type TestGraph } from '@sangam/kit/testing/harness';
import {
  CreateWebhookEndpointDocument, DeleteWebhookEndpointDocument, RotateWebhookSecretDocument, SendWebhookTestEventDocument, UpdateWebhookEndpointDocument, WebhookDeliveriesDocument, WebhookEndpointDocument,
  WebhookEndpointsDocument, WebhookEventTypesDocument,
} from '@sangam/schema/typed/operations';
import { createEndpoint, deliveries, publish, startWebhookReceiver, verified, type WebhookReceiver } from './webhook-receiver.fixture';
import { webhookSignature } from './webhook-secret';

let receiver: WebhookReceiver;
let graph: TestGraph;
const HOOK = 'https://partner.example.com/hooks';
const HOUR_MS = 3_600_000;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  graph = await startGraph({ subgraphs: ['identity'], environment: { ...receiver.environment } });
});
afterAll(async () => {
  await graph.stop();
  await receiver.close();
});

async function person() {
  const { id } = await graph.person();
  return { client: graph.asUser({ userId: id }), owner: { ownerType: 'USER', ownerId: id } as const };
}
const endpoints = async (client: TestClient) => (await client.ask(WebhookEndpointsDocument, {})).webhookEndpoints;

it('signs as the published example of Standard Webhooks', () => {
  const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1_614_265_330, body: '{"test": 2432232314}' };
  expect(webhookSignature('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', message)).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

it('shows a secret once, and keeps it sealed', async () => {
  const { client } = await person();
  const { id, secret } = await createEndpoint(client, `${receiver.url}/sealed`);
  expect(Buffer.from(secret.replace('whsec_', ''), 'base64')).toHaveLength(32);
  const { rotateWebhookSecret: rotated } = await client.ask(RotateWebhookSecretDocument, { id });
  await client.ask(SendWebhookTestEventDocument, { endpointId: id });
  const queued = JSON.stringify(await dumpTables(graph.context('notifications')));
  await graph.jobs.drain();
  const dump = JSON.stringify(await dumpTables(graph.context('notifications')));
  for (const key of [secret, rotated.secret].map((text) => text.replace('whsec_', ''))) {
    expect(queued).not.toContain(key);
    expect(dump).not.toContain(key);
  }
});

it('signs with the previous secret too for a day, and then no more', async () => {
  const { client, owner } = await person();
  const { id, secret: before } = await createEndpoint(client, `${receiver.url}/rotated`);
  const { rotateWebhookSecret: { secret: after } } = await client.ask(RotateWebhookSecretDocument, { id });
  await publish(graph, owner);
  await graph.jobs.drain();
  const [within] = receiver.at('/rotated');
  if (!within) throw new Error('Nothing came.');
  for (const secret of [before, after]) expect(verified(graph, secret, within)).toMatchObject({ type: 'chat.message.sent' });
  expect(String(within.headers['webhook-signature']).split(' ')).toHaveLength(2);

  await graph.jobs.drain({ until: graph.clock.now() + 48 * HOUR_MS });
  await publish(graph, owner);
  await graph.jobs.drain();
  const [, later] = receiver.at('/rotated');
  if (!later) throw new Error('Nothing came.');
  expect(verified(graph, after, later)).toMatchObject({ type: 'chat.message.sent' });
  expect(() => verified(graph, before, later)).toThrow('No matching signature');
  expect((await client.ask(WebhookEndpointDocument, { id })).webhookEndpoint.previousSecretUntil).toBeNull();
});

it('lets one of parallel rotations win, so that the secret that somebody was shown holds', async () => {
  const { client } = await person();
  const { id } = await createEndpoint(client, `${receiver.url}/parallel`);
  const answers = await Promise.all([1, 2, 3].map(() => client.run(RotateWebhookSecretDocument, { id })));
  const [won, ...others] = answers.filter(({ data }) => data !== null);
  expect(answers.filter(({ errors }) => errors.length > 0).every(({ errors: [error] }) => error?.extensions.code === 'CONFLICT')).toBe(true);
  await client.ask(SendWebhookTestEventDocument, { endpointId: id });
  await graph.jobs.drain();
  const [message] = receiver.at('/parallel');
  expect(message && verified(graph, (others.at(-1) ?? won)?.data?.rotateWebhookSecret.secret ?? '', message)).toMatchObject({ type: 'webhooks.test' });
});

it('tells what can be told, and refuses patterns that mean nothing', async () => {
  const { client } = await person();
  const { webhookEventTypes } = await client.ask(WebhookEventTypesDocument, {});
  expect(webhookEventTypes.map(({ type }) => type)).toEqual(expect.arrayContaining(['chat.message.sent', 'chat.thread.created', 'identity.email.verified', 'identity.user.registered']));
  expect(webhookEventTypes.every(({ description, example }) => description.length > 0 && typeof JSON.parse(example) === 'object')).toBe(true);

  for (const eventTypes of [[], ['chat'], ['chat.mess*'], ['Chat.*'], ['billing.*'], ['chat.message.burned'], Array.from({ length: 51 }, () => 'chat.*')]) {
    expect([eventTypes, await client.refusal(CreateWebhookEndpointDocument, { input: { url: HOOK, eventTypes } })]).toEqual([eventTypes, 'BAD_USER_INPUT']);
  }
  const { createWebhookEndpoint: { endpoint } } = await client.ask(CreateWebhookEndpointDocument, { input: { url: HOOK, eventTypes: ['*', 'chat.message.*', 'chat.message.sent', '*'] } });
  expect(endpoint.eventTypes).toEqual(['*', 'chat.message.*', 'chat.message.sent']);
});

it.each([
  'http://partner.example.com/hooks', 'https://localhost/', 'https://127.0.0.1/', 'https://10.0.0.8/', 'https://169.254.169.254/latest', 'https://[::1]/', 'https://[::ffff:127.0.0.1]/', 'https://2130706433/',
  'https://0x7f.1/', 'https://metadata.google.internal/', 'https://user:password@partner.example.com/', 'https://partner.example.com:8443/',
])('saves no address that is not public and encrypted: %s', async (url) => {
  const { client } = await person();
  expect(await client.refusal(CreateWebhookEndpointDocument, { input: { url, eventTypes: ['*'] } })).toBe('URL_NOT_ALLOWED');
  const { id } = await createEndpoint(client, HOOK);
  expect(await client.refusal(UpdateWebhookEndpointDocument, { input: { id, url } })).toBe('URL_NOT_ALLOWED');
});

it('belongs to an organization where one acts for it, and to nobody else', async () => {
  const { client, owner } = await person();
  const organization = { ownerType: 'ORGANIZATION', ownerId: owner.ownerId.replace(/^./, 'f') } as const;
  const acting = graph.asUser({ userId: owner.ownerId, organizationId: organization.ownerId, membershipRole: 'OWNER', permissions: ['*:*'], permissionVersion: 1 });
  const { id } = await createEndpoint(acting, `${receiver.url}/organization`);
  expect([await endpoints(client), (await endpoints(acting)).map((endpoint) => endpoint.id)]).toEqual([[], [id]]);
  for (const document of [WebhookEndpointDocument, RotateWebhookSecretDocument, DeleteWebhookEndpointDocument]) expect(await client.refusal<unknown, { id: string }>(document, { id })).toBe('NOT_FOUND');
  expect(await client.refusal(WebhookDeliveriesDocument, { endpointId: id })).toBe('NOT_FOUND');

  await publish(graph, owner);
  await publish(graph, organization);
  await graph.jobs.drain();
  expect(receiver.at('/organization')).toHaveLength(1);
});

it('takes twenty endpoints of an owner, of parallel ones too', async () => {
  const { client } = await person();
  const create = () => client.run(CreateWebhookEndpointDocument, { input: { url: HOOK, eventTypes: ['*'] } });
  for (let made = 0; made < 18; made += 1) await create();
  graph.clock.advance(61_000);
  const answers = await Promise.all(Array.from({ length: 5 }, create));
  expect(answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code))).toEqual(['QUOTA_EXCEEDED', 'QUOTA_EXCEEDED', 'QUOTA_EXCEEDED']);
  const [first] = await endpoints(client);
  expect(await endpoints(client)).toHaveLength(20);
  await client.ask(DeleteWebhookEndpointDocument, { id: first?.id ?? '' });
  expect((await create()).errors).toEqual([]);
});

it('adds no second endpoint for one key, and is not for those who act in a person\'s name', async () => {
  const { client, owner } = await person();
  const input = { url: HOOK, eventTypes: ['*'] };
  const add = async () => (await client.ask(CreateWebhookEndpointDocument, { input }, { 'Idempotency-Key': 'once' })).createWebhookEndpoint;
  expect(await add()).toEqual(await add());
  const impersonator = graph.asUser({ userId: owner.ownerId, actorId: (await graph.person()).id });
  expect(await impersonator.refusal(CreateWebhookEndpointDocument, { input })).toBe('FORBIDDEN');
  const [{ id } = { id: '' }] = await endpoints(client);
  expect(await impersonator.refusal(RotateWebhookSecretDocument, { id })).toBe('FORBIDDEN');
});

it('is changed, and removed with what was sent to it', async () => {
  const { client, owner } = await person();
  const { id } = await createEndpoint(client, HOOK);
  const change = { id, url: `${receiver.url}/changed`, description: ' Orders ', eventTypes: ['*'] };
  expect((await client.ask(UpdateWebhookEndpointDocument, { input: change })).updateWebhookEndpoint).toMatchObject({ url: `${receiver.url}/changed`, description: 'Orders', eventTypes: ['*'] });
  expect(await client.refusal(UpdateWebhookEndpointDocument, { input: { id, description: 'x'.repeat(501) } })).toBe('BAD_USER_INPUT');
  await publish(graph, owner);
  await graph.jobs.drain();
  expect(await deliveries(client, id)).toHaveLength(1);
  await client.ask(DeleteWebhookEndpointDocument, { id });
  const { webhook_endpoint: left, webhook_delivery: messages, webhook_attempt: attempts } = await dumpTables(graph.context('notifications'));
  expect(JSON.stringify([left, messages, attempts])).not.toContain(id);
});
