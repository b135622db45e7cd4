import { hash as bcrypt } from '@node-rs/bcrypt';
import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { startGraph, type TestGraph, type TestPerson } from '@sangam/kit/testing/harness';
import { ChangePasswordDocument, LoginDocument, MeDocument, MyAccountActivityDocument, RequestPasswordResetDocument, ResetPasswordDocument } from '@sangam/schema/typed/operations';
import { mailedTokens } from '../email-tokens/newcomer.fixture';
import { PasswordCredential } from './credential.entity';
import { passwordProblem } from './password';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(() => graph.stop());

const hashOf = async (userId: string) => (await findOne(graph.context('identity'), PasswordCredential, { userId }))?.hash ?? '';
const signIn = ({ email }: TestPerson, password: string) => graph.anonymous().run(LoginDocument, { input: { email, password } });
const codeOf = ({ errors }: Awaited<ReturnType<typeof signIn>>) => errors[0]?.extensions.code ?? 'in';

/** Somebody who comes from a product that kept bcrypt hashes. */
async function imported(password: string): Promise<TestPerson> {
  const person = await graph.person();
  const hash = await bcrypt(password, { cost: 4, version: '2a' });
  await transaction(graph.context('identity'), (tx) => tx.update(PasswordCredential, { userId: person.id }, { hash }));
  return person;
}

it.each([
  ['Password1', 'a common password'], ['Qwerty123', 'a row of keys'], ['Aaaaaaa1', 'one letter'], ['Welcome123', 'a common word and a row'], ['Sangam2026', 'the product and a year'], ['Password1Password1Password1', 'the same again and again'],
  ['Meenakshi-1', 'the name'], ['Iyer.meena1', 'the address'],
])('refuses %s: %s', (password) => {
  expect(passwordProblem(password, 'input.password', ['Meenakshi Iyer', 'iyer.meena@example.com'])).toEqual({ path: 'input.password', reason: 'RANGE', detail: 'too easy to guess' });
});

it('takes what takes long to guess, and looks at no more than the beginning of a long one', () => {
  for (const password of ['Correct1horse', 'Xk7pQm2z', `Aa1${'x9Q'.repeat(40)}`]) expect(passwordProblem(password, 'p', ['Meenakshi Iyer'])).toBeNull();
  expect(passwordProblem(`${'aA1'.repeat(43)}`, 'p')).toMatchObject({ reason: 'RANGE' });
});

it('an imported bcrypt hash opens once more and is argon2id from then on', async () => {
  const person = await imported('Correct1horse');
  expect(codeOf(await signIn(person, 'Wrong1horse'))).toBe('INVALID_CREDENTIALS');
  expect(await hashOf(person.id)).toMatch(/^\$2a\$/);

  const outcomes = await Promise.all(Array.from({ length: 5 }, () => signIn(person, 'Correct1horse')));

  expect(outcomes.map(codeOf)).toEqual(['in', 'in', 'in', 'in', 'in']);
  expect(await hashOf(person.id)).toMatch(/^\$argon2id\$/);
  expect(codeOf(await signIn(person, 'Correct1horse'))).toBe('in');
});

it('an imported password can be changed, and every byte of a long one counts', async () => {
  const person = await imported('Correct1horse');
  const long = `Aa1-${'q7'.repeat(40)}`;
  await graph.asUser({ userId: person.id }).ask(ChangePasswordDocument, { input: { currentPassword: 'Correct1horse', newPassword: long } });

  expect(codeOf(await signIn(person, `${long.slice(0, 73)}x${long.slice(74)}`))).toBe('INVALID_CREDENTIALS');
  expect(codeOf(await signIn(person, long))).toBe('in');
});

it('a sign-in with the former password that is under way does not outlive the change', async () => {
  const person = await graph.person();
  const own = await person.signIn();
  graph.clock.advance(1);
  const change = own.client.ask(ChangePasswordDocument, { input: { currentPassword: person.password, newPassword: 'Another1horse' } });

  const answers = await Promise.all(Array.from({ length: 15 }, () => signIn(person, person.password)));
  await change;

  const tokens = answers.flatMap(({ data }) => (data?.login.__typename === 'AuthenticationTokens' ? [data.login.accessToken] : []));
  for (const token of tokens) expect(await graph.withToken(token).refusal(MeDocument, {})).toBe('SESSION_REVOKED');
  expect(codeOf(await signIn(person, 'Another1horse'))).toMatch(/^(in|RATE_LIMITED)$/);
  await graph.jobs.drain();
});

const changing = (currentPassword: string) => ({ input: { currentPassword, newPassword: 'Another1horse' } });

it('whoever holds a session cannot guess the present password: five wrong ones lock it like failed sign-ins', async () => {
  const person = await graph.person();
  const client = graph.asUser({ userId: person.id });
  const outcomes = await Promise.all(Array.from({ length: 8 }, (_, index) => client.refusal(ChangePasswordDocument, changing(`Wrong${index}horse`))));

  expect(outcomes.toSorted()).toEqual([...Array<string>(5).fill('INVALID_CREDENTIALS'), ...Array<string>(3).fill('RATE_LIMITED')]);
  expect(await client.refusal(ChangePasswordDocument, changing(person.password))).toBe('RATE_LIMITED');
  graph.clock.advance(15 * 60_000);
  await client.ask(ChangePasswordDocument, changing(person.password));
  await graph.jobs.drain();
});

it('a changed password is told by mail and on record, and mailed reset tokens of before work no more', async () => {
  const person = await graph.person();
  const client = graph.asUser({ userId: person.id });
  await graph.anonymous().ask(RequestPasswordResetDocument, { email: person.email });
  await graph.jobs.drain();
  const [token = ''] = await mailedTokens(graph, person.email, 'Choose a new password');
  await client.ask(ChangePasswordDocument, changing(person.password));
  await graph.jobs.drain();

  expect((await graph.mails()).filter(({ to }) => to === person.email).map(({ subject }) => subject)).toEqual(['Choose a new password', 'Your password was changed']);
  expect(await graph.anonymous().refusal(ResetPasswordDocument, { input: { token, newPassword: 'Third2horse' } })).toBe('INVALID_TOKEN');
  expect((await client.ask(MyAccountActivityDocument, { first: 1 })).me?.accountActivity?.nodes).toMatchObject([{ kind: 'PASSWORD_CHANGED' }]);
});
