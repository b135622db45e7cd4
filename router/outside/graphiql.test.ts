import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { hasBrowser, openBrowser } from './testing/browser';
import { GraphiqlPage } from './testing/graphiql-page';
import { installTogether, type Installation } from './testing/installation';
import { TogetherProduct } from './testing/product';
import { endAll } from './testing/program';
import { until } from './testing/wait';

const inBrowser = hasBrowser ? it : it.skip;

/** What the README gives to paste: sign in, ask, subscribe; then what is sent from the second tab. */
const README = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const [LOGIN = '', QUERY = '', SUBSCRIPTION = ''] = [...README.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, block]) => block ?? '');
const SENDING = /`(mutation \w+ \{ sendChatMessage.*?)`/.exec(README)?.[1] ?? '';

let installation: Installation;
let product: TogetherProduct;
let browser: Browser;

beforeAll(async () => {
  if (!hasBrowser) return;
  browser = await openBrowser();
  installation = await installTogether();
  product = new TogetherProduct(installation);
  await product.start({ DEMO_DATA: 'true' });
});
afterAll(async () => {
  await browser?.close();
  await endAll();
  await installation?.remove();
});

async function signedIn(email: string): Promise<GraphiqlPage> {
  const page = await GraphiqlPage.open(browser, installation.url);
  const answer = (await page.run(LOGIN.replace('asha@sangam.example', email), 'accessToken')) as { data: { login: { accessToken: string } } };
  await page.setHeaders({ Authorization: `Bearer ${answer.data.login.accessToken}` });
  return page;
}

inBrowser('shows in GraphiQL what the README promises: an answer of both subgraphs, and live what somebody else sends', async () => {
  const [asha, ravi] = [await signedIn('asha@sangam.example'), await signedIn('ravi@sangam.example')];

  const { data } = (await asha.run(QUERY, '"chatThreads"')) as { data: { me: object; chatThreads: { nodes: [{ id: string }] } } };
  expect(data.me).toEqual({ displayName: 'Asha Rao' });
  expect(data.chatThreads.nodes).toMatchObject([{ messages: { nodes: [{ sender: { displayName: 'Asha Rao' } }, { sender: { displayName: 'Ravi Kumar' } }] } }]);
  const [{ id }] = data.chatThreads.nodes;

  await asha.subscribe(SUBSCRIPTION.replace('<id>', id));
  await ravi.run(SENDING.replace('<id>', id), '"sendChatMessage"');
  // The protocol has no word for "subscribed": what was sent before is not heard.
  await until(async () => (await asha.result()).includes('"chatEvents"') || void (await ravi.again()), 15_000, 'the subscription to hear a message');

  // The page shows the newest event only, and a thread changes by each of its messages.
  const said = { text: 'Hello', sender: { displayName: 'Ravi Kumar' } };
  expect(await asha.shown('ChatThreadUpdated')).toEqual({ data: { chatEvents: { __typename: 'ChatThreadUpdated', thread: { messages: { nodes: [said] } } } } });
  expect([...asha.complaints, ...ravi.complaints]).toEqual([]);
});
