import { findMany, findOne } from '@sangam/kit/database/read';
import { dumpTables } from '@sangam/kit/testing/dump-tables';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import {
  BanUserDocument, LoginDocument, MeDocument, RegisterBirthDetailsDocument, RegisterDocument, RequestEmailCodeDocument, SignInWithEmailCodeDocument, type SignInWithEmailCodeMutation,
} from '@sangam/schema/typed/operations';
import { BIRTH } from '../access-world.fixture';
import { LoginSession } from '../sessions/login-session.entity';
import { User } from '../users/user.entity';
import { emailCodeDigits } from './email-code';
import { EmailCode, EmailCodeTries } from './email-code.entity';
import { mailedCodes, requestedCode, wrong } from './mailed-codes.fixture';

const MINUTE = 60_000;
let graph: TestGraph;
let addresses = 0;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(() => graph.stop());

const anybody = () => graph.anonymous();
const newAddress = () => `code-${(addresses += 1)}@example.com`;
type Tokens = Extract<SignInWithEmailCodeMutation['signInWithEmailCode'], { __typename: 'AuthenticationTokens' }>;
const signInWith = (email: string, code: string) => anybody().ask(SignInWithEmailCodeDocument, { input: { email, code } });
const tokensOf = (answer: SignInWithEmailCodeMutation) => answer.signInWithEmailCode as Tokens;
const refusalOf = (email: string, code: string) => anybody().refusal(SignInWithEmailCodeDocument, { input: { email, code } });
const codesOf = (answers: readonly { readonly errors: readonly { readonly extensions: { readonly code: string } }[] }[]) => answers.map(({ errors }) => errors[0]?.extensions.code ?? 'signed in');
const times = (answers: readonly string[], answer: string) => answers.filter((one) => one === answer).length;
const userOf = (email: string) => findOne(graph.context('identity'), User, { emailCanonical: email });

describe('signing in with a mailed code', () => {
  it('makes the account the first time and tells whether birth details are registered', async () => {
    const email = newAddress();
    expect(await anybody().ask(RequestEmailCodeDocument, { email })).toEqual({ requestEmailCode: { email, expiresIn: 600 } });
    await graph.jobs.drain();
    const [code = ''] = await mailedCodes(graph, email);
    expect(code).toMatch(/^\d{6}$/);

    const first = tokensOf(await anybody().ask(SignInWithEmailCodeDocument, { input: { email: email.toUpperCase(), code, displayName: ' Asha ', deviceLabel: 'Phone' } }));
    expect(first).toMatchObject({ __typename: 'AuthenticationTokens', hasProfile: false, expiresIn: 900, user: { displayName: 'Asha', emailVerified: true, createdAt: expect.any(String) as string } });
    const client = graph.withToken(first.accessToken);
    expect(await client.ask(MeDocument, {})).toMatchObject({ me: { id: first.user.id, emailVerified: true } });
    await client.ask(RegisterBirthDetailsDocument, { input: BIRTH });

    const { signInWithEmailCode: second } = await signInWith(email, await requestedCode(graph, email));
    expect(second).toMatchObject({ hasProfile: true, user: { id: first.user.id, displayName: 'Asha' } });
  });

  it('signs in somebody who has a password, and leaves it', async () => {
    const person = await graph.person();

    expect(await signInWith(person.email, await requestedCode(graph, person.email))).toMatchObject({ signInWithEmailCode: { user: { id: person.id, email: person.email } } });

    await expect(person.signIn()).resolves.toBeTruthy();
  });

  it('takes an unverified account from whoever signed up with the address before', async () => {
    const [email, password] = [newAddress(), 'Attacker1horse'];
    await anybody().ask(RegisterDocument, { input: { email, password, fullName: 'Mallory', termsAccepted: true } });
    const attacker = (await anybody().ask(LoginDocument, { input: { email, password } })).login as { accessToken: string; user: { id: string } };

    const owner = tokensOf(await signInWith(email, await requestedCode(graph, email)));
    await graph.jobs.drain();

    expect(owner.user).toMatchObject({ id: attacker.user.id, emailVerified: true });
    expect(await graph.withToken(attacker.accessToken).refusal(MeDocument, {})).toBe('SESSION_REVOKED');
    expect(await anybody().refusal(LoginDocument, { input: { email, password } })).toBe('INVALID_CREDENTIALS');
    expect((await graph.mails()).filter(({ to }) => to === email).map(({ subject }) => subject)).toContain('Your address is confirmed');
  });

  it('gives no tokens to somebody who is banned', async () => {
    const person = await graph.person();
    await graph.asAdmin().ask(BanUserDocument, { id: person.id, reason: 'Fraud' });

    expect(await refusalOf(person.email, await requestedCode(graph, person.email))).toBe('ACCOUNT_DISABLED');
  });
});

describe('a code', () => {
  it('lets one of twenty parallel uses win and makes one person', async () => {
    const email = newAddress();
    const code = await requestedCode(graph, email);

    const outcomes = codesOf(await Promise.all(Array.from({ length: 20 }, () => anybody().run(SignInWithEmailCodeDocument, { input: { email, code } }))));

    expect(times(outcomes, 'signed in')).toBe(1);
    expect(new Set(outcomes)).toEqual(new Set(['signed in', 'INVALID_CREDENTIALS', 'RATE_LIMITED']));
    const user = await userOf(email);
    expect(await findMany(graph.context('identity'), LoginSession, { where: { userId: user?.id ?? '' } })).toHaveLength(1);
    expect(['INVALID_CREDENTIALS', 'RATE_LIMITED']).toContain(await refusalOf(email, code));
  });

  it('works for ten minutes and until a newer one is asked for', async () => {
    const email = newAddress();
    const first = await requestedCode(graph, email);
    graph.clock.advance(30_000);
    const second = await requestedCode(graph, email);
    if (first !== second) expect(await refusalOf(email, first)).toBe('INVALID_CREDENTIALS');

    graph.clock.advance(10 * MINUTE);
    expect(await refusalOf(email, second)).toBe('INVALID_CREDENTIALS');

    const third = await requestedCode(graph, email);
    graph.clock.advance(10 * MINUTE - 1);
    await expect(signInWith(email, third)).resolves.toMatchObject({ signInWithEmailCode: { user: { emailVerified: true } } });
  });

  it('dies after five wrong tries', async () => {
    const email = newAddress();
    const code = await requestedCode(graph, email);
    for (let step = 1; step <= 5; step += 1) expect(await refusalOf(email, wrong(code, step))).toBe('INVALID_CREDENTIALS');

    expect(await refusalOf(email, code)).toBe('INVALID_CREDENTIALS');
    expect(await userOf(email)).toBeNull();
  });

  it('is checked at most five times by parallel guesses', async () => {
    const email = newAddress();
    const code = await requestedCode(graph, email);

    await Promise.all(Array.from({ length: 20 }, (_, step) => anybody().run(SignInWithEmailCodeDocument, { input: { email, code: wrong(code, step + 1) } })));

    const rows = await findMany(graph.context('identity'), EmailCode, { where: {} });
    expect(rows.filter(({ tries }) => tries > 5)).toEqual([]);
    expect(['INVALID_CREDENTIALS', 'RATE_LIMITED']).toContain(await refusalOf(email, code));
    expect(await userOf(email)).toBeNull();
  });

  it('cannot be guessed by aliases of one document, over HTTP or WebSocket', async () => {
    const email = newAddress();
    const code = await requestedCode(graph, email);
    const guesses = Array.from({ length: 10 }, (_, step) => `g${step}: signInWithEmailCode(input: { email: "${email}", code: "${wrong(code, step)}" }) { __typename }`);

    const query = `mutation { ${guesses.join(' ')} }`;
    const response = await anybody().http('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BATCH_NOT_ALLOWED' } }] });
    const batch = await anybody().http('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify([{ query }, { query }]) });
    expect(batch.status).toBe(400);

    for (let step = 1; step <= 5; step += 1) {
      const stream = await anybody().subscribe(SignInWithEmailCodeDocument, { input: { email, code: wrong(code, step) } });
      expect((await stream.nextErrors())[0]?.extensions.code).toBe('INVALID_CREDENTIALS');
      await stream.close();
    }
    expect(await refusalOf(email, code)).toBe('INVALID_CREDENTIALS');
  });

  it('is nowhere in the database', async () => {
    const email = newAddress();
    await anybody().ask(RequestEmailCodeDocument, { email });
    const before = await dumpTables(graph.context('identity'));
    await graph.jobs.drain();
    const [code = ''] = await mailedCodes(graph, email);

    for (const tables of [before, await dumpTables(graph.context('identity'))]) {
      const ours = Object.entries(tables).filter(([name]) => name.startsWith('email_code') || name === 'job');
      expect(JSON.stringify(ours)).not.toMatch(new RegExp(`\\b${code}\\b`));
    }
  });

  it('is each of a million codes equally often', () => {
    const codes = Array.from({ length: 20_000 }, (_, index) => emailCodeDigits('a key', String(index)));
    expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true);
    const firstDigits = Array.from({ length: 10 }, (_, digit) => codes.filter((code) => code.startsWith(String(digit))).length);
    for (const count of firstDigits) expect(Math.abs(count - 2_000)).toBeLessThan(200);
    expect(emailCodeDigits('another key', '1')).not.toBe(emailCodeDigits('a key', '1'));
  });
});

describe('an address', () => {
  it('gets fifteen wrong tries an hour over all its codes, right ones not counted', async () => {
    const email = newAddress();
    for (let round = 0; round < 3; round += 1) {
      const code = await requestedCode(graph, email);
      for (let step = 1; step <= 5; step += 1) expect(await refusalOf(email, wrong(code, step))).toBe('INVALID_CREDENTIALS');
      graph.clock.advance(MINUTE);
    }
    const code = await requestedCode(graph, email);

    const { errors } = await anybody().run(SignInWithEmailCodeDocument, { input: { email, code } });
    expect(errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfter: 3_420 });
    graph.clock.advance(60 * MINUTE);
    await signInWith(email, await requestedCode(graph, email));
    const [tries] = (await findMany(graph.context('identity'), EmailCodeTries, { where: {} })).filter(({ resetsAt }) => resetsAt.getTime() === graph.clock.now() + 60 * MINUTE);
    expect(tries?.tries).toBe(0);
  });

  it('gets the same answer, the same rows and a mail, known or not', async () => {
    const { email } = await graph.person();
    const rows = async () => Object.fromEntries(Object.entries(await dumpTables(graph.context('identity'))).map(([table, found]) => [table, found.length]));
    const growth = async (address: string) => {
      const before = await rows();
      expect(await anybody().ask(RequestEmailCodeDocument, { email: address })).toEqual({ requestEmailCode: { email: address, expiresIn: 600 } });
      const after = await rows();
      return Object.fromEntries(Object.entries(after).map(([table, length]) => [table, length - (before[table] ?? 0)]).filter(([, more]) => more !== 0));
    };
    const unknown = newAddress();

    expect(await growth(email)).toEqual({ email_code: 1, email_allowance: 1, job: 1 });
    expect(await growth(unknown)).toEqual({ email_code: 1, email_allowance: 1, job: 1 });
    await graph.jobs.drain();
    expect([await mailedCodes(graph, email), await mailedCodes(graph, unknown)].map(({ length }) => length)).toEqual([1, 1]);
  });

  it('gets one mail for parallel requests, another after half a minute and five an hour', async () => {
    const email = newAddress();
    const outcomes = codesOf(await Promise.all(Array.from({ length: 20 }, () => anybody().run(RequestEmailCodeDocument, { email }))));
    expect([times(outcomes, 'signed in'), times(outcomes, 'RATE_LIMITED')]).toEqual([1, 19]);
    const { errors } = await anybody().run(RequestEmailCodeDocument, { email });
    expect(errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfter: 30 });
    await graph.jobs.drain();

    for (let more = 0; more < 6; more += 1) {
      graph.clock.advance(30_000);
      await requestedCode(graph, email);
    }
    const codes = await mailedCodes(graph, email);
    expect(codes).toHaveLength(5);
    await expect(signInWith(email, codes.at(-1) ?? '')).resolves.toBeTruthy();
  });
});

it('removes what has run out', async () => {
  await graph.jobs.drain({ until: graph.clock.now() + 49 * 60 * MINUTE });

  expect(await findMany(graph.context('identity'), EmailCode, { where: {} })).toEqual([]);
  expect(await findMany(graph.context('identity'), EmailCodeTries, { where: {} })).toEqual([]);
});
