import { ChatThreadDocument } from '@sangam/schema/typed/operations';
import { newPerson, type Person } from './testing/client';
import { installTogether, type Installation } from './testing/installation';
import { TogetherProduct } from './testing/product';
import { endAll, Program } from './testing/program';
import { expectMainStory, expectOnceAfterLostAnswer, expectOrderlyStop, openThread } from './testing/stories';
import { Strikes } from './testing/strikes';
import { expectWhole, writeThrough } from './testing/writes';

let installation: Installation;
let product: TogetherProduct;

beforeAll(async () => {
  installation = await installTogether();
  product = new TogetherProduct(installation);
  await product.start();
});
afterAll(async () => {
  await endAll();
  await installation.remove();
});

it('lets two people meet, write and hear each other, and keeps it all over a restart', () => expectMainStory(product, installation.url));

it('loses and doubles nothing that was acknowledged when it is killed while people write', async () => {
  const [asha, ravi] = [await newPerson(installation.url, 'Asha'), await newPerson(installation.url, 'Ravi')];
  const threadId = await openThread(asha, ravi);
  const strikes = new Strikes(product, new Map([20, 100, 180, 260].map((count) => [count, 'product'])));

  // So many at once that strikes meet messages that are written and not yet acknowledged.
  const writers = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? asha : ravi));
  const acknowledged = await writeThrough({ threadId, writers, each: 8, label: 'message', onAcknowledged: strikes.at });

  expect(await strikes.over()).toBe(4);
  await expectWhole(ravi.client, threadId, acknowledged);
});

it('has a message once whose acknowledgement was lost and that is sent again after a restart', () => expectOnceAfterLostAnswer(product, installation.url, 'product'));

it('refuses to run twice on one data folder, says why, and does not disturb the one that runs', async () => {
  const person: Person = await newPerson(installation.url, 'Asha');
  const second = new Program('router/dist/main.js', { ...installation.environment, PORT: '0' });

  expect(await second.ended).toBe(1);
  expect(second.log).toContain('is open in another process');
  expect(await person.client.refusal(ChatThreadDocument, { id: person.id })).toBe('NOT_FOUND');
});

it('answers what is under way when it is told to stop', () => expectOrderlyStop(product, installation.url));
