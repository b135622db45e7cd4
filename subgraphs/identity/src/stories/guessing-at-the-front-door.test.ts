import { newId } from '@sangam/kit/ids/new-id';
import { unionMember } from '@sangam/kit/graphql/union-member';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { LoginDocument, ReauthenticateDocument, ChangePasswordDocument, SignInWithEmailCodeDocument, VerifyMfaDocument } from '@sangam/schema/typed/operations';
import { requestedCode, wrong } from '../email-codes/mailed-codes.fixture';
import { securedPerson } from '../second-factors/secured-person.fixture';

const QUARTER_HOUR = 900_000;
let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
beforeEach(() => graph.clock.advance(QUARTER_HOUR));
afterAll(() => graph.stop());

interface Told {
  readonly errors?: readonly { readonly extensions: { readonly code?: unknown } }[];
  readonly closed?: number | null;
}
const codeOf = ({ errors = [], closed }: Told) => errors[0]?.extensions.code ?? (closed === undefined ? 'in' : `closed ${closed}`);
const times = (answers: readonly unknown[], code: string) => answers.filter((answer) => answer === code).length;
const post = async (body: unknown, headers: Record<string, string> = {}) => {
  const response = await graph.anonymous().http('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
  return { status: response.status, code: codeOf((await response.json()) as Told) };
};

const overHttp = async (email: string, password: string) => codeOf(await graph.anonymous().run(LoginDocument, { input: { email, password } }));
const overSocket = async (email: string, password: string) => {
  const stream = await graph.anonymous().subscribe(LoginDocument, { input: { email, password } });
  const answer = codeOf(await stream.nextAnswer());
  await stream.close();
  return answer;
};

/** Documents that hold many guesses each, in every form that a document can have. */
function crowded(guess: string): readonly unknown[] {
  const aliases = Array.from({ length: 10 }, (_, index) => `a${index}: ${guess}`).join(' ');
  return [
    { query: `mutation { ${aliases} }` },
    { query: `mutation { ...Some ...More } fragment Some on Mutation { a: ${guess} } fragment More on Mutation { ... on Mutation { b: ${guess} } }` },
    { query: `mutation { a: ${guess} @include(if: true) ... { b: ${guess} @skip(if: false) } }` },
    Array.from({ length: 10 }, () => ({ query: `mutation { ${guess} }` })),
    [{ query: `mutation { ${aliases} }` }],
    { query: `mutation A { ${guess} } mutation B { ${guess} }`, operationName: ['A', 'B'] },
  ];
}

it('a password is tried five times in a quarter of an hour, whichever way each guess comes and however the address is written', async () => {
  const { email, password } = await graph.person();
  const spellings = [email, email.toUpperCase(), ` ${email} `.trim(), email.replace('person', 'Person')];
  const guesses = Array.from({ length: 24 }, (_, index) => (index % 3 === 0 ? overSocket : overHttp)(spellings[index % spellings.length] ?? email, `Wrong1horse-${index}`));

  const answers = await Promise.all(guesses);

  expect([times(answers, 'INVALID_CREDENTIALS'), times(answers, 'RATE_LIMITED')]).toEqual([5, 19]);
  expect([await overHttp(email, password), await overSocket(email, password)]).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
  graph.clock.advance(QUARTER_HOUR);
  expect(await overSocket(email, password)).toBe('in');
});

it('no document holds more than one guess at a password, and one that is refused has tried nothing', async () => {
  const { email, password } = await graph.person();
  const guess = (secret: string) => `login(input: { email: "${email}", password: "${secret}" }) { __typename }`;

  for (const document of crowded(guess(password))) expect(await post(document)).toMatchObject({ status: 400, code: expect.not.stringMatching(/^in$/) as string });
  for (const document of crowded(guess('Wrong1horse'))) expect((await post(document)).status).toBe(400);

  for (let left = 0; left < 4; left += 1) expect(await overHttp(email, 'Wrong1horse')).toBe('INVALID_CREDENTIALS');
  expect(await overHttp(email, password)).toBe('in');
});

it('one document does not guess at a password and a code together', async () => {
  const person = await securedPerson(graph);
  const loginToken = await person.beginSignIn();
  const login = `login(input: { email: "${person.email}", password: "Wrong1horse" }) { __typename }`;
  const verify = `verifyMfa(input: { loginToken: "${loginToken}", method: TOTP, code: "000000" }) { __typename }`;
  const signIn = `signInWithEmailCode(input: { email: "${person.email}", code: "000000" }) { __typename }`;

  for (const pair of [[login, verify], [verify, signIn], [signIn, login]]) expect(await post({ query: `mutation { ${pair.join(' ')} }` })).toEqual({ status: 400, code: 'BATCH_NOT_ALLOWED' });
});

it('whoever has a stolen session guesses no oftener at the password behind it', async () => {
  const { id, email, password } = await graph.person();
  const stolen = graph.asUser({ userId: id });
  const again = (index: number) => stolen.run(ReauthenticateDocument, { input: { password: `Wrong1horse-${index}` } });
  const change = (index: number) => stolen.run(ChangePasswordDocument, { input: { currentPassword: `Wrong1horse-${index}`, newPassword: 'Another1horse' } });

  const answers = (await Promise.all(Array.from({ length: 16 }, (_, index) => (index % 2 === 0 ? again(index) : change(index))))).map(codeOf);

  expect([times(answers, 'INVALID_CREDENTIALS'), times(answers, 'RATE_LIMITED')]).toEqual([5, 11]);
  expect(await overHttp(email, password)).toBe('RATE_LIMITED');
});

it('a mailed code is tried five times over all ways together; the sixth guess fails though it is right', async () => {
  const email = `guessed-${newId()}@example.com`;
  const code = await requestedCode(graph, email);
  const guess = (digits: string) => ({ input: { email, code: digits } });
  const aliased = `signInWithEmailCode(input: { email: "${email}", code: "${code}" }) { __typename }`;
  for (const document of crowded(aliased)) expect((await post(document)).status).toBe(400);

  for (let step = 1; step <= 3; step += 1) expect(await graph.anonymous().refusal(SignInWithEmailCodeDocument, guess(wrong(code, step)))).toBe('INVALID_CREDENTIALS');
  const streams = await Promise.all([4, 5].map((step) => graph.anonymous().subscribe(SignInWithEmailCodeDocument, guess(wrong(code, step)))));
  for (const stream of streams) {
    expect(codeOf(await stream.nextAnswer())).toBe('INVALID_CREDENTIALS');
    await stream.close();
  }

  expect(await graph.anonymous().refusal(SignInWithEmailCodeDocument, guess(code))).toBe('INVALID_CREDENTIALS');
});

it('an address is guessed at fifteen times an hour by parallel guesses of both ways, a new code or not', async () => {
  const email = `guessed-${newId()}@example.com`;
  const code = await requestedCode(graph, email);
  const guess = (step: number) => ({ input: { email, code: wrong(code, step) } });
  const http = Array.from({ length: 14 }, async (_, step) => codeOf(await graph.anonymous().run(SignInWithEmailCodeDocument, guess(step + 1))));
  const sockets = Array.from({ length: 8 }, async (_, step) => {
    const stream = await graph.anonymous().subscribe(SignInWithEmailCodeDocument, guess(step + 20));
    const answer = codeOf(await stream.nextAnswer());
    await stream.close();
    return answer;
  });

  const answers = await Promise.all([...http, ...sockets]);

  expect([times(answers, 'INVALID_CREDENTIALS'), times(answers, 'RATE_LIMITED')]).toEqual([15, 7]);
  graph.clock.advance(QUARTER_HOUR);
  const fresh = await requestedCode(graph, email);
  expect(await graph.anonymous().refusal(SignInWithEmailCodeDocument, { input: { email, code: fresh } })).toBe('RATE_LIMITED');
});

it('ten wrong codes of an authenticator app end the guessing for an hour, over HTTP and sockets together, whoever begins how many sign-ins', async () => {
  const person = await securedPerson(graph);
  const logins = await Promise.all(Array.from({ length: 4 }, () => person.beginSignIn()));
  const guess = (loginToken: string) => ({ input: { loginToken, method: 'TOTP' as const, code: '000000' } });
  const answers = await Promise.all(logins.flatMap((loginToken) => Array.from({ length: 5 }, async (_, index) => {
    if (index % 2 === 0) return codeOf(await graph.anonymous().run(VerifyMfaDocument, guess(loginToken)));
    const stream = await graph.anonymous().subscribe(VerifyMfaDocument, guess(loginToken));
    const answer = codeOf(await stream.nextAnswer());
    await stream.close();
    return answer;
  })));

  expect([times(answers, 'MFA_CODE_INVALID'), times(answers, 'RATE_LIMITED')]).toEqual([10, 10]);
  const { login } = await graph.anonymous().ask(LoginDocument, { input: { email: person.email, password: person.password } });
  const right = { input: { loginToken: unionMember(login, 'MfaRequired').loginToken, method: 'TOTP' as const, code: person.code() } };
  expect(await graph.anonymous().refusal(VerifyMfaDocument, right)).toBe('RATE_LIMITED');
});
