import { dumpTables } from '@sangam/kit/testing/dump-tables';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { newId } from '@sangam/kit/ids/new-id';
import { ConfirmEmailChangeDocument, LoginDocument, MeDocument, RequestEmailChangeDocument, RequestPasswordResetDocument, ResetPasswordDocument } from '@sangam/schema/typed/operations';
import { mailedTokens } from '../email-tokens/newcomer.fixture';

const MINUTE = 60_000;
const CONFIRM = 'Confirm your new address';
let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterEach(() => graph.jobs.drain());
afterAll(() => graph.stop());

const newAddress = () => `New-${newId()}@example.com`;
const confirm = (token: string) => graph.anonymous().run(ConfirmEmailChangeDocument, { token });
const codeOf = ({ errors }: Awaited<ReturnType<typeof confirm>>) => errors[0]?.extensions.code ?? 'changed';
const subjectsTo = async (address: string) => (await graph.mails()).filter(({ to }) => to === address).map(({ subject }) => subject);
const askFor = async (userId: string, newEmail: string) => {
  await graph.asUser({ userId }).ask(RequestEmailChangeDocument, { newEmail });
  await graph.jobs.drain();
  return (await mailedTokens(graph, newEmail, CONFIRM)).at(-1) ?? '';
};

it('changes the address once the new one has confirmed, and tells the old one before and after', async () => {
  const person = await graph.person();
  const { client } = await person.signIn();
  const email = newAddress();
  expect(await client.ask(RequestEmailChangeDocument, { newEmail: email })).toEqual({ requestEmailChange: { email } });
  await graph.jobs.drain();
  expect((await client.ask(MeDocument, {})).me?.email).toBe(person.email);
  const [token = ''] = await mailedTokens(graph, email, CONFIRM);

  expect((await confirm(token)).data).toEqual({ confirmEmailChange: { email, emailVerified: true } });
  await graph.jobs.drain();

  expect((await client.ask(MeDocument, {})).me).toMatchObject({ email, emailVerified: true });
  expect(await subjectsTo(person.email)).toEqual(['A new address was asked for', 'Your address was changed']);
  expect(codeOf(await confirm(token))).toBe('INVALID_TOKEN');
  expect(await graph.anonymous().refusal(LoginDocument, { input: { email: person.email, password: person.password } })).toBe('INVALID_CREDENTIALS');
  await expect(graph.anonymous().ask(LoginDocument, { input: { email: email.toLowerCase(), password: person.password } })).resolves.toMatchObject({ login: { user: { id: person.id } } });
});

it('answers and writes the same for an address that is taken; its owner is told', async () => {
  const [person, other] = [await graph.person(), await graph.person()];
  const client = graph.asUser({ userId: person.id });
  const waiting = async () => ((await dumpTables(graph.context('identity')))['job'] ?? []).length;
  const before = await waiting();

  expect(await client.ask(RequestEmailChangeDocument, { newEmail: other.email })).toEqual({ requestEmailChange: { email: other.email } });
  const afterTaken = await waiting();
  await client.ask(RequestEmailChangeDocument, { newEmail: newAddress() });
  expect([afterTaken - before, (await waiting()) - afterTaken]).toEqual([2, 2]);

  await graph.jobs.drain();
  expect(await subjectsTo(other.email)).toEqual(['This address has an account']);
});

it('gives an address that two want to one of them', async () => {
  const email = newAddress();
  const people = await Promise.all([graph.person(), graph.person()]);
  const [first, second] = [await askFor(people[0].id, email), await askFor(people[1].id, email)];

  const outcomes = (await Promise.all([confirm(first), confirm(second)])).map(codeOf);

  expect(outcomes.toSorted()).toEqual(['CONFLICT', 'changed']);
});

it('lets one of several parallel confirmations win', async () => {
  const token = await askFor((await graph.person()).id, newAddress());

  const outcomes = (await Promise.all(Array.from({ length: 8 }, () => confirm(token)))).map(codeOf);

  expect(outcomes.filter((code) => code === 'changed')).toHaveLength(1);
  expect(new Set(outcomes)).toEqual(new Set(['changed', 'INVALID_TOKEN']));
});

it('takes the last token only, for fifteen minutes', async () => {
  const { id } = await graph.person();
  const [older, newer] = [await askFor(id, newAddress()), await askFor(id, newAddress())];
  expect(codeOf(await confirm(older))).toBe('INVALID_TOKEN');

  graph.clock.advance(15 * MINUTE);
  expect(codeOf(await confirm(newer))).toBe('INVALID_TOKEN');
});

it('makes tokens that were mailed to the old address worthless', async () => {
  const person = await graph.person();
  await graph.anonymous().ask(RequestPasswordResetDocument, { email: person.email });
  const token = await askFor(person.id, newAddress());
  const [reset = ''] = await mailedTokens(graph, person.email, 'Choose a new password');
  await confirm(token);

  expect(await graph.anonymous().refusal(ResetPasswordDocument, { input: { token: reset, newPassword: 'Another1horse' } })).toBe('INVALID_TOKEN');
});

it('needs a recent proof of identity and an address, and keeps no token that works', async () => {
  const { id } = await graph.person();
  const newEmail = newAddress();
  expect(await graph.asUser({ userId: id, authTime: graph.clock.now() - 11 * MINUTE }).refusal(RequestEmailChangeDocument, { newEmail })).toBe('STEP_UP_REQUIRED');
  expect(await graph.asUser({ userId: id }).refusal(RequestEmailChangeDocument, { newEmail: 'nowhere' })).toBe('BAD_USER_INPUT');

  const token = await askFor(id, newEmail);
  expect(JSON.stringify(await dumpTables(graph.context('identity')))).not.toContain(token.split('.')[1]);
});
