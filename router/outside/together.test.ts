import { ChatThreadDocument } from '@sangam/schema/typed/operations';
import { newPerson, type Person } from './testing/client';
import { installTogether, type Installation } from './testing/installation';
import { TogetherProduct } from './testing/product';
import { endAll, Program } from './testing/program';
import { expectMainStory, openThread, expectOrderlyStop } from './testing/stories';
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
  const strikes = new Strikes(product, new Map([[40, 'product'], [140, 'product']]));

  const acknowledged = await writeThrough({ threadId, writers: [asha, ravi, asha, ravi], each: 60, label: 'message', onAcknowledged: strikes.at });

  expect(await strikes.over()).toBe(2);
  await expectWhole(ravi.client, threadId, acknowledged);
});

it('refuses to run twice on one data folder, says why, and does not disturb the one that runs', async () => {
  const person: Person = await newPerson(installation.url, 'Asha');
  const second = new Program('router/dist/main.js', { ...installation.environment, PORT: '0' });

  expect(await second.ended).toBe(1);
  expect(second.log).toContain('is open in another process');
  expect(await person.client.refusal(ChatThreadDocument, { id: person.id })).toBe('NOT_FOUND');
});

it('answers what is under way when it is told to stop', () => expectOrderlyStop(product, installation.url));
