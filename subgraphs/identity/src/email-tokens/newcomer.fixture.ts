import { newId } from '@sangam/kit/ids/new-id';
import type { TestGraph } from '@sangam/kit/testing/harness';
import { RegisterDocument, RequestPasswordResetDocument } from '@sangam/schema/typed/operations';

/** Somebody who signed up, did not verify the address and asked for a new password; with the tokens of both mails. */
export interface Newcomer {
  readonly email: string;
  readonly password: string;
  readonly verificationToken: string;
  readonly resetToken: string;
}

export async function signUpNewcomer(graph: TestGraph): Promise<Newcomer> {
  const [email, password] = [`newcomer-${newId()}@example.com`, 'Correct1horse'];
  await graph.anonymous().ask(RegisterDocument, { input: { email, password, fullName: 'Meera Iyer', termsAccepted: true } });
  await graph.anonymous().ask(RequestPasswordResetDocument, { email });
  await graph.jobs.drain();
  const [verificationToken = ''] = await mailedTokens(graph, email, 'Confirm your address');
  const [resetToken = ''] = await mailedTokens(graph, email, 'Choose a new password');
  return { email, password, verificationToken, resetToken };
}

/** Tokens in the mails of one subject to one address, oldest first. */
export async function mailedTokens(graph: TestGraph, email: string, subject: string): Promise<string[]> {
  const mails = (await graph.mails()).filter((mail) => mail.to === email && mail.subject === subject);
  return mails.map(({ text }) => /[0-9a-f-]{36}\.[\w-]{43}/.exec(text)?.[0] ?? '');
}
