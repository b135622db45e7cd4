import { ChatEventsDocument, ChatThreadDocument, MeDocument, OpenDirectThreadDocument, RefreshTokenDocument, RegisterDocument, SendChatMessageDocument, SetTypingDocument } from '@sangam/schema/typed/operations';
import { Client, ConnectionLost, newPerson, type Person } from './client';
import type { Listener } from './listener';
import type { Product } from './product';
import { until, within } from './wait';

export async function openThread(one: Person, other: Person): Promise<string> {
  return (await one.client.ask(OpenDirectThreadDocument, { userId: other.id })).openDirectThread.id;
}

export async function send(client: Client, threadId: string, text: string) {
  return (await client.ask(SendChatMessageDocument, { input: { threadId, text } })).sendChatMessage;
}

type ChatEvents = typeof ChatEventsDocument extends { __apiType?: (variables: never) => infer D } ? D : never;
export type ChatListener = Listener<ChatEvents>;

/** A listener to a thread that surely hears what happens from now on. `speaker` takes part in the thread too. */
export async function listenTo(client: Client, threadId: string, speaker: Client): Promise<ChatListener> {
  const listener = client.listen(ChatEventsDocument, { threadId });
  await listener.opened(() => speaker.ask(SetTypingDocument, { threadId, typing: true }));
  return listener;
}

export const isMessage = (text: string) => ({ chatEvents: event }: ChatEvents): boolean => event.__typename === 'ChatMessageSent' && event.message.text === text;

/** The main job: sign up, sign in, write, hear; and all of it still there after a restart. */
export async function expectMainStory(product: Product, url: string): Promise<void> {
  const [asha, ravi] = [await newPerson(url, 'Asha'), await newPerson(url, 'Ravi')];
  const threadId = await openThread(asha, ravi);
  const listener = await listenTo(ravi.client, threadId, asha.client);
  const sent = await send(asha.client, threadId, 'Namaste Ravi');
  const heard = await listener.hear(isMessage('Namaste Ravi'), 'the message to be heard');
  expect(heard.chatEvents).toMatchObject({ message: { id: sent.id, sequence: 1, sender: { id: asha.id, displayName: 'Asha' } } });

  expect(await product.end()).toBe(0);
  expect(await within(listener.ended, 5_000, 'the socket to close')).toBe(1012);
  await product.start();

  const { chatThread } = await ravi.client.ask(ChatThreadDocument, { id: threadId });
  expect(chatThread?.messages.nodes).toMatchObject([{ id: sent.id, sequence: 1, text: 'Namaste Ravi', sender: { displayName: 'Asha' } }]);
  const { refreshToken } = await new Client(url).ask(RefreshTokenDocument, { refreshToken: asha.refreshToken });
  const again = new Client(url, refreshToken.accessToken);
  expect((await again.ask(MeDocument, {})).me).toMatchObject({ id: asha.id, displayName: 'Asha', email: asha.email });
  expect((await send(again, threadId, 'After the restart')).sequence).toBe(2);
}

/** The client hears by its stream that the message was written; the answer itself is never read. */
export async function expectOnceAfterLostAnswer(product: Product, url: string, killed: string): Promise<void> {
  const [asha, ravi] = [await newPerson(url, 'Asha'), await newPerson(url, 'Ravi')];
  const threadId = await openThread(asha, ravi);
  const listener = await listenTo(ravi.client, threadId, asha.client);
  const sending = () => asha.client.run(SendChatMessageDocument, { input: { threadId, text: 'once' } }, { 'idempotency-key': 'the-only-one' });

  const lost = sending().catch(() => undefined);
  const { chatEvents: heard } = await listener.hear(isMessage('once'), 'the message to be heard');
  await product.kill(killed);
  await lost;
  const again = await until(async () => (await sending().catch(() => undefined))?.data ?? undefined, 10_000, 'the message to be acknowledged');

  expect(heard).toMatchObject({ message: { id: again.sendChatMessage.id, sequence: 1 } });
  expect((await ravi.client.ask(ChatThreadDocument, { id: threadId })).chatThread?.messageCount).toBe(1);
  await listener.close();
}

/** Sign-ups take long because hashing is made dear: most of them wait for their turn when the stop comes. */
const REQUESTS = 12;
const DEAR_HASHING = { PASSWORD_MEMORY_KIB: '32768' };
/** Milliseconds. */
const STOPPED_WITHIN = 10_000;

/** What was asked before the stop is answered; the product ends in order. */
export async function expectOrderlyStop(product: Product, url: string): Promise<void> {
  await product.end();
  await product.start(DEAR_HASHING);
  const door = new Client(url);
  const signUp = (index: number) => ({ email: `stopping${index}@example.com`, password: 'Correct1horse', fullName: 'Asha', termsAccepted: true });
  // On connections that are open already a request is with the server as soon as it is sent.
  await Promise.all(Array.from({ length: REQUESTS }, () => door.run(MeDocument, {})));
  const underWay = Array.from({ length: REQUESTS }, (_, index) => door.run(RegisterDocument, { input: signUp(index) }));

  await Promise.race(underWay);
  const end = await within(product.end('SIGTERM'), STOPPED_WITHIN, 'the product to stop');
  const answers = await Promise.all(underWay);

  expect(answers.map(({ status, errors }) => [status, errors])).toEqual(answers.map(() => [200, []]));
  expect(end).toBe(0);
  await expect(door.run(MeDocument, {})).rejects.toThrow(ConnectionLost);
}
