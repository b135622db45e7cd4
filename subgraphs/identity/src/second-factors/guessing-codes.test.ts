import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { LoginDocument, ReauthenticateDocument, RevealBackupCodesDocument, VerifyMfaDocument } from '@sangam/schema/typed/operations';
import { codeNow, securedPerson } from './secured-person.fixture';

const HOUR = 3_600_000;
let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(() => graph.stop());

const guess = (loginToken: string, code = '000000') => ({ input: { loginToken, method: 'TOTP' as const, code } });
const codesOf = (answers: readonly { readonly errors: readonly { readonly extensions: { readonly code?: unknown } }[] }[]) =>
  answers.map(({ errors }) => errors[0]?.extensions.code ?? 'in');
const times = (all: readonly unknown[], code: string) => all.filter((each) => each === code).length;
const post = (body: unknown) => fetch(`${graph.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

it('one sign-in is good for five codes, however many are sent at once', async () => {
  const person = await securedPerson(graph);
  const loginToken = await person.beginSignIn();

  const answers = codesOf(await Promise.all(Array.from({ length: 20 }, () => graph.anonymous().run(VerifyMfaDocument, guess(loginToken)))));

  expect([times(answers, 'MFA_CODE_INVALID'), times(answers, 'INVALID_TOKEN')]).toEqual([5, 15]);
  expect(await graph.anonymous().refusal(VerifyMfaDocument, guess(loginToken, person.code()))).toBe('INVALID_TOKEN');
  await expect(graph.anonymous().ask(VerifyMfaDocument, guess(await person.beginSignIn(), person.code()))).resolves.toBeTruthy();
});

it('one account is good for ten wrong codes an hour, however many sign-ins are begun; then the right one is refused too', async () => {
  const person = await securedPerson(graph);
  const logins = await Promise.all(Array.from({ length: 6 }, () => person.beginSignIn()));

  const answers = codesOf(await Promise.all(logins.flatMap((loginToken) => Array.from({ length: 5 }, () => graph.anonymous().run(VerifyMfaDocument, guess(loginToken))))));

  expect([times(answers, 'MFA_CODE_INVALID'), times(answers, 'RATE_LIMITED')]).toEqual([10, 20]);
  const locked = await graph.anonymous().run(VerifyMfaDocument, guess(await person.beginSignIn(), person.code()));
  expect(locked.errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfter: expect.any(Number) });
  graph.clock.advance(HOUR);
  await expect(graph.anonymous().ask(VerifyMfaDocument, guess(await person.beginSignIn(), codeNow(graph, person.secret)))).resolves.toBeTruthy();
});

it('what is guessed elsewhere counts for the same account', async () => {
  const person = await securedPerson(graph);
  const client = graph.asUser({ userId: person.id });
  const tries = [
    ...Array.from({ length: 5 }, () => client.run(RevealBackupCodesDocument, { code: '000000' })),
    ...Array.from({ length: 5 }, () => client.run(ReauthenticateDocument, { input: { secondFactor: { method: 'BACKUP_CODE' as const, code: '00000-00000' } } })),
  ];

  expect(times(codesOf(await Promise.all(tries)), 'MFA_CODE_INVALID')).toBe(10);
  expect(await graph.anonymous().refusal(VerifyMfaDocument, guess(await person.beginSignIn(), person.code()))).toBe('RATE_LIMITED');
});

it('a sign-in that works forgets the wrong codes before it', async () => {
  const person = await securedPerson(graph);
  for (let round = 0; round < 3; round += 1) {
    const loginToken = await person.beginSignIn();
    for (let wrong = 0; wrong < 4; wrong += 1) expect(await graph.anonymous().refusal(VerifyMfaDocument, guess(loginToken))).toBe('MFA_CODE_INVALID');
    await expect(graph.anonymous().ask(VerifyMfaDocument, guess(loginToken, person.code()))).resolves.toBeTruthy();
  }
});

it('aliases and batches try nothing', async () => {
  const person = await securedPerson(graph);
  const loginToken = await person.beginSignIn();
  const one = (alias: string) => `${alias}: verifyMfa(input: { loginToken: "${loginToken}", method: TOTP, code: "000000" }) { __typename }`;

  const aliased = await post({ query: `mutation { ${Array.from({ length: 5 }, (_, index) => one(`a${index}`)).join(' ')} }` });
  const batched = await post(Array.from({ length: 5 }, () => ({ query: `mutation { ${one('a')} }` })));

  expect([aliased.status, batched.status]).toEqual([400, 400]);
  expect(((await aliased.json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code).toBe('BATCH_NOT_ALLOWED');
  for (let wrong = 0; wrong < 4; wrong += 1) expect(await graph.anonymous().refusal(VerifyMfaDocument, guess(loginToken))).toBe('MFA_CODE_INVALID');
  await expect(graph.anonymous().ask(VerifyMfaDocument, guess(loginToken, person.code()))).resolves.toBeTruthy();
});

it('over WebSocket no more is tried than over HTTP', async () => {
  const person = await securedPerson(graph);
  const loginToken = await person.beginSignIn();

  const streams = await Promise.all(Array.from({ length: 10 }, () => graph.anonymous().subscribe(VerifyMfaDocument, guess(loginToken))));
  const answers = codesOf(await Promise.all(streams.map((stream) => stream.nextAnswer())));
  await Promise.all(streams.map((stream) => stream.close()));

  expect([times(answers, 'MFA_CODE_INVALID'), times(answers, 'INVALID_TOKEN')]).toEqual([5, 5]);
});

it('a locked password tells nothing of the second factor', async () => {
  const person = await securedPerson(graph);
  const wrong = await Promise.all(Array.from({ length: 8 }, () => graph.anonymous().run(LoginDocument, { input: { email: person.email, password: 'Wrong1horse' } })));

  expect([times(codesOf(wrong), 'INVALID_CREDENTIALS'), times(codesOf(wrong), 'RATE_LIMITED')]).toEqual([5, 3]);
});
