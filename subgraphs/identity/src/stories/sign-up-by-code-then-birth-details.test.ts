import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { MeDocument, MyBirthDetailsDocument, RegisterBirthDetailsDocument, RequestEmailCodeDocument, SignInWithEmailCodeDocument } from '@sangam/schema/typed/operations';
import { BIRTH } from '../access-world.fixture';
import { tokensIn } from '../sessions/tokens-in.fixture';
import { startPostOffice, type PostOffice } from './post-office.fixture';

let post: PostOffice;
let graph: TestGraph;

beforeAll(async () => {
  post = await startPostOffice();
  graph = await startGraph({ subgraphs: ['identity'], environment: post.environment });
});
afterAll(async () => {
  await graph.stop();
  await post.close();
});

it('Asha signs up with nothing but her address, says when and where she was born, and finds it with herself from another phone', async () => {
  const email = 'asha@example.com';
  const mailedCode = async () => {
    await graph.anonymous().ask(RequestEmailCodeDocument, { email });
    await graph.jobs.drain();
    return /^\d{6}$/m.exec(post.received(email).at(-1)?.text ?? '')?.[0] ?? '';
  };

  const signedUp = tokensIn((await graph.anonymous().ask(SignInWithEmailCodeDocument, { input: { email, code: await mailedCode(), displayName: 'Asha' } })).signInWithEmailCode);
  expect(signedUp).toMatchObject({ hasProfile: false, user: { displayName: 'Asha', email, emailVerified: true } });

  const asha = graph.withToken(signedUp.accessToken);
  expect((await asha.ask(MyBirthDetailsDocument, {})).me?.birthDetails).toBeNull();
  await asha.ask(RegisterBirthDetailsDocument, { input: BIRTH });
  expect(await asha.ask(MeDocument, {})).toMatchObject({ me: { id: signedUp.user.id, displayName: 'Asha', email } });
  expect(await asha.ask(MyBirthDetailsDocument, {})).toMatchObject({ me: { id: signedUp.user.id, birthDetails: BIRTH } });

  graph.clock.advance(60_000);
  const elsewhere = tokensIn((await graph.anonymous().ask(SignInWithEmailCodeDocument, { input: { email, code: await mailedCode() } })).signInWithEmailCode);
  expect(elsewhere).toMatchObject({ hasProfile: true, user: { id: signedUp.user.id } });
  expect(await graph.withToken(elsewhere.accessToken).ask(MyBirthDetailsDocument, {})).toMatchObject({ me: { birthDetails: BIRTH } });
  expect(await (await (await graph.person()).signIn()).client.ask(MyBirthDetailsDocument, {})).toMatchObject({ me: { birthDetails: null } });
});
