import { ChatThreadsDocument, MeDocument } from '@sangam/schema/typed/operations';
import { newPerson } from './testing/client';
import { installApart, type Installation } from './testing/installation';
import { ApartProduct } from './testing/product';
import { endAll } from './testing/program';
import { expectMainStory, expectOnceAfterLostAnswer, expectOrderlyStop, isMessage, listenTo, openThread, send } from './testing/stories';
import { Strikes } from './testing/strikes';
import { until } from './testing/wait';
import { expectWhole, writeThrough } from './testing/writes';

/** How soon a killed subgraph must be back, milliseconds. */
const HEALED_WITHIN = 5_000;

let installation: Installation;
let product: ApartProduct;

beforeAll(async () => {
  installation = await installApart();
  product = new ApartProduct(installation);
  await product.start();
});
afterAll(async () => {
  await endAll();
  await installation.remove();
});

it('lets two people meet, write and hear each other, and keeps it all over a restart', () => expectMainStory(product, installation.url));

it('loses and doubles nothing that was acknowledged when router, identity and chat are killed while people write', async () => {
  const [asha, ravi] = [await newPerson(installation.url, 'Asha'), await newPerson(installation.url, 'Ravi')];
  const threadId = await openThread(asha, ravi);
  const strikes = new Strikes(product, new Map([[30, 'chat'], [130, 'router'], [230, 'identity']]));

  const acknowledged = await writeThrough({ threadId, writers: [asha, ravi, asha, ravi, asha, ravi, asha, ravi], each: 40, label: 'message', onAcknowledged: strikes.at });

  expect(await strikes.over()).toBe(3);
  await expectWhole(ravi.client, threadId, acknowledged);
});

it('has a message once whose acknowledgement was lost and that is sent again after chat was killed', () => expectOnceAfterLostAnswer(product, installation.url, 'chat'));

it('goes on without chat while it is down, says so with a code, and heals by itself', async () => {
  const { client, id } = await newPerson(installation.url, 'Asha');
  expect(await client.refusal(ChatThreadsDocument, {})).toBeNull();

  const back = product.kill('chat');
  const struck = performance.now();
  const [chat, me] = await Promise.all([client.run(ChatThreadsDocument, {}), client.ask(MeDocument, {})]);
  const codes = new Set<string>();
  await until(async () => {
    const code = await client.refusal(ChatThreadsDocument, {});
    if (code !== null) codes.add(code);
    return code === null || undefined;
  }, HEALED_WITHIN, 'chat to answer again');

  expect(chat).toMatchObject({ status: 200, data: null, errors: [{ path: ['chatThreads'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }] });
  expect(JSON.stringify(chat.errors)).not.toMatch(/127\.0\.0\.1|ECONN|chat:/);
  expect(me.me?.id).toBe(id);
  expect([...codes]).toEqual(['SUBGRAPH_UNAVAILABLE']);
  expect(performance.now() - struck).toBeLessThan(HEALED_WITHIN);
  await back;
});

it('keeps a subscription over the death of its subgraph and tells of the gap', async () => {
  const [asha, ravi] = [await newPerson(installation.url, 'Asha'), await newPerson(installation.url, 'Ravi')];
  const threadId = await openThread(asha, ravi);
  const listener = await listenTo(ravi.client, threadId, asha.client);

  await product.kill('chat');
  let sent = 0;
  await until(async () => {
    await send(asha.client, threadId, `after ${(sent += 1)}`).catch(() => undefined);
    return listener.heard.some(isMessage(`after ${sent}`)) || undefined;
  }, 15_000, 'a message after the restart to be heard');

  const missed = await listener.hear(({ chatEvents }) => chatEvents.__typename === 'EventsMissed', 'word of the gap');
  expect(missed.chatEvents).toMatchObject({ noticedAt: expect.stringMatching(/Z$/) });
  expect(listener.errors).toEqual([]);
  await listener.close();
});

it('answers what is under way when it is told to stop', () => expectOrderlyStop(product, installation.url));
