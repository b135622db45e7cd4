import { findMany, findOne } from '@sangam/kit/database/read';
import { unionMember } from '@sangam/kit/graphql/union-member';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { dumpTables } from '@sangam/kit/testing/dump-tables';
import {
  EmailRegisteredDocument, LoginDocument, MeDocument, RequestPasswordResetDocument, ResendEmailVerificationDocument, ResetPasswordDocument, VerifyEmailDocument,
} from '@sangam/schema/typed/operations';
import { PasswordCredential } from '../credentials/credential.entity';
import { User } from '../users/user.entity';
import { EmailToken } from './email-token.entity';
import { mailedTokens, signUpNewcomer } from './newcomer.fixture';
import { tokenLink } from './token-link';

const MINUTE = 60_000;
const NEW_PASSWORD = 'Another1horse';
let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(() => graph.stop());

const anybody = () => graph.anonymous();
const reset = (token: string, newPassword = NEW_PASSWORD) => ({ input: { token, newPassword } });
const resetOf = async (email: string) => {
  await anybody().ask(RequestPasswordResetDocument, { email });
  await graph.jobs.drain();
  return (await mailedTokens(graph, email, 'Choose a new password')).at(-1) ?? '';
};
const signIn = (email: string, password: string) => anybody().ask(LoginDocument, { input: { email, password } });

describe('a password reset', () => {
  it('sets the password once, ends all sessions and tells the owner', async () => {
    const person = await graph.person();
    const { accessToken } = await person.signIn();
    const token = await resetOf(person.email);

    expect(await anybody().ask(ResetPasswordDocument, reset(token))).toEqual({ resetPassword: { email: person.email, emailVerified: true } });
    await graph.jobs.drain();

    expect(await graph.withToken(accessToken).refusal(MeDocument, {})).toBe('SESSION_REVOKED');
    expect(await anybody().refusal(LoginDocument, { input: { email: person.email, password: person.password } })).toBe('INVALID_CREDENTIALS');
    await expect(signIn(person.email, NEW_PASSWORD)).resolves.toMatchObject({ login: { user: { id: person.id } } });
    expect(await anybody().refusal(ResetPasswordDocument, reset(token, 'Third1horse'))).toBe('INVALID_TOKEN');
    expect((await graph.mails()).filter(({ to }) => to === person.email).map(({ subject }) => subject)).toEqual(['Choose a new password', 'Your password was changed']);
  });

  it('lets one of twenty parallel uses win', async () => {
    const { email } = await graph.person();
    const token = await resetOf(email);

    const passwords = Array.from({ length: 20 }, (_, index) => `Parallel1horse-${index}`);
    const outcomes = await Promise.all(passwords.map((password) => anybody().run(ResetPasswordDocument, reset(token, password))));

    const winners = passwords.filter((_, index) => outcomes[index]?.errors.length === 0);
    expect(winners).toHaveLength(1);
    expect(new Set(outcomes.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code)))).toEqual(new Set(['INVALID_TOKEN']));
    await graph.jobs.drain();
    await expect(signIn(email, winners[0] ?? '')).resolves.toMatchObject({ login: { __typename: 'AuthenticationTokens' } });
  });

  it('works for fifteen minutes and until a newer token is mailed', async () => {
    const { email } = await graph.person();
    const first = await resetOf(email);
    const second = await resetOf(email);
    expect(second).not.toBe(first);
    expect(await anybody().refusal(ResetPasswordDocument, reset(first))).toBe('INVALID_TOKEN');

    graph.clock.advance(15 * MINUTE);
    expect(await anybody().refusal(ResetPasswordDocument, reset(second))).toBe('INVALID_TOKEN');

    const third = await resetOf(email);
    graph.clock.advance(15 * MINUTE - 1);
    await expect(anybody().ask(ResetPasswordDocument, reset(third))).resolves.toMatchObject({ resetPassword: { email } });
    await graph.jobs.drain();
  });

  it('lifts the lock of failed sign-ins', async () => {
    const { email } = await graph.person();
    for (let attempt = 0; attempt < 5; attempt += 1) expect(await anybody().refusal(LoginDocument, { input: { email, password: 'Wrong1horse' } })).toBe('INVALID_CREDENTIALS');
    expect(await anybody().refusal(LoginDocument, { input: { email, password: 'Wrong1horse' } })).toBe('RATE_LIMITED');

    await anybody().ask(ResetPasswordDocument, reset(await resetOf(email)));
    await graph.jobs.drain();

    await expect(signIn(email, NEW_PASSWORD)).resolves.toMatchObject({ login: { __typename: 'AuthenticationTokens' } });
  });

  it('refuses a weak password and keeps the token', async () => {
    const { email } = await graph.person();
    const token = await resetOf(email);

    expect(await anybody().refusal(ResetPasswordDocument, reset(token, 'weak'))).toBe('BAD_USER_INPUT');
    await expect(anybody().ask(ResetPasswordDocument, reset(token))).resolves.toMatchObject({ resetPassword: { email } });
    await graph.jobs.drain();
  });
});

describe('asking for a mail', () => {
  it.each<[string, (email: string) => Promise<unknown>]>([
    ['a password reset', async (email) => (await anybody().ask(RequestPasswordResetDocument, { email })).requestPasswordReset],
    ['a verification', async (email) => (await anybody().ask(ResendEmailVerificationDocument, { email })).resendEmailVerification],
  ])('answers and writes the same for known and unknown addresses: %s', async (_what, ask) => {
    const { email } = await signUpNewcomer(graph);
    const sentBefore = (await graph.mails()).length;
    const rows = async (table: string) => ((await dumpTables(graph.context('identity')))[table] ?? []).length;
    const before = { jobs: await rows('job'), allowances: await rows('email_allowance') };

    expect(await ask(email)).toEqual({ email });
    expect(await rows('job')).toBe(before.jobs + 1);
    const unknown = `nobody-${email}`;
    expect(await ask(unknown)).toEqual({ email: unknown });
    expect({ jobs: await rows('job'), allowances: await rows('email_allowance') }).toEqual({ jobs: before.jobs + 2, allowances: before.allowances + 1 });

    await graph.jobs.drain();
    expect((await graph.mails()).slice(sentBefore).map(({ to }) => to)).toEqual([email]);
  });

  it('sends at most five an hour to one address, also to parallel requests, and says nothing of it', async () => {
    const { email } = await graph.person();
    const mails = () => mailedTokens(graph, email, 'Choose a new password').then(({ length }) => length);

    const answers = await Promise.all(Array.from({ length: 20 }, () => anybody().run(RequestPasswordResetDocument, { email })));
    expect(answers.every(({ errors }) => errors.length === 0)).toBe(true);
    await graph.jobs.drain();
    expect(await mails()).toBe(5);

    graph.clock.advance(60 * MINUTE);
    await resetOf(email);
    expect(await mails()).toBe(6);
  });

  it('keeps no token that works in a database', async () => {
    const newcomer = await signUpNewcomer(graph);

    const tables = JSON.stringify(await Promise.all(['identity', 'notifications'].map((name) => dumpTables(graph.context(name)))));

    for (const token of [newcomer.resetToken, newcomer.verificationToken]) expect(tables).not.toContain(token.split('.')[1]);
  });
});

describe('verifying an address', () => {
  it('works once, bites at the next request and ends older tokens', async () => {
    const newcomer = await signUpNewcomer(graph);
    const { login } = await signIn(newcomer.email, newcomer.password);
    const me = () => graph.withToken(unionMember(login, 'AuthenticationTokens').accessToken).ask(MeDocument, {});
    expect(await me()).toMatchObject({ me: { emailVerified: false } });
    await anybody().ask(ResendEmailVerificationDocument, { email: newcomer.email });
    await graph.jobs.drain();
    const newer = (await mailedTokens(graph, newcomer.email, 'Confirm your address')).at(-1) ?? '';

    expect(await anybody().refusal(VerifyEmailDocument, { token: newcomer.verificationToken })).toBe('INVALID_TOKEN');
    expect(await anybody().ask(VerifyEmailDocument, { token: newer })).toEqual({ verifyEmail: { email: newcomer.email, emailVerified: true } });

    expect(await me()).toMatchObject({ me: { emailVerified: true } });
    expect(await anybody().refusal(VerifyEmailDocument, { token: newer })).toBe('INVALID_TOKEN');
  });

  it('takes no token of the other purpose, of an address that the person has no more, or after a day', async () => {
    const newcomer = await signUpNewcomer(graph);
    expect(await anybody().refusal(VerifyEmailDocument, { token: newcomer.resetToken })).toBe('INVALID_TOKEN');
    expect(await anybody().refusal(ResetPasswordDocument, reset(newcomer.verificationToken))).toBe('INVALID_TOKEN');

    graph.clock.advance(24 * 60 * MINUTE);
    expect(await anybody().refusal(VerifyEmailDocument, { token: newcomer.verificationToken })).toBe('INVALID_TOKEN');
    const user = await findOne(graph.context('identity'), User, { email: newcomer.email });
    expect(user?.emailVerified).toBe(false);
  });
});

it('tells whether an address has an account, and not where that is switched off', async () => {
  const { email } = await graph.person();

  expect(await anybody().ask(EmailRegisteredDocument, { email: email.toUpperCase() })).toEqual({ emailRegistered: true });
  expect(await anybody().ask(EmailRegisteredDocument, { email: 'nobody-at-all@example.com' })).toEqual({ emailRegistered: false });

  const discreet = await startGraph({ subgraphs: ['identity'], environment: { EMAIL_LOOKUP: 'false' } });
  expect(await discreet.anonymous().refusal(EmailRegisteredDocument, { email })).toBe('NOT_FOUND');
  await discreet.stop();
});

it('removes what has run out', async () => {
  await signUpNewcomer(graph);
  await graph.jobs.drain({ until: graph.clock.now() + 49 * 60 * MINUTE });

  expect(await findMany(graph.context('identity'), EmailToken, { where: {} })).toEqual([]);
  expect((await findMany(graph.context('identity'), PasswordCredential, { where: {} })).length).toBeGreaterThan(0);
});

it('links to the front end where its pages are known', () => {
  expect(tokenLink({ purpose: 'PASSWORD_RESET', token: 'a.b', pagesUrl: 'https://app.example/account/' })).toBe('https://app.example/account/reset-password?token=a.b');
  expect(tokenLink({ purpose: 'EMAIL_VERIFICATION', token: 'a.b', pagesUrl: undefined })).toBe('a.b');
});
