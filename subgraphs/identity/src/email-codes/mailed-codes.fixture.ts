import type { TestGraph } from '@sangam/kit/testing/harness';
import { RequestEmailCodeDocument } from '@sangam/schema/typed/operations';

/** Sign-in codes that were mailed to an address, oldest first. */
export async function mailedCodes(graph: TestGraph, email: string): Promise<string[]> {
  const mails = (await graph.mails()).filter((mail) => mail.to === email && mail.subject === 'Your sign-in code');
  return mails.map(({ text }) => /^\d{6}$/m.exec(text)?.[0] ?? '');
}

/** Asks for a code and takes it out of the mailbox. */
export async function requestedCode(graph: TestGraph, email: string): Promise<string> {
  await graph.anonymous().ask(RequestEmailCodeDocument, { email });
  await graph.jobs.drain();
  return (await mailedCodes(graph, email)).at(-1) ?? '';
}

/** Another code of six digits. */
export function wrong(code: string, step = 1): string {
  return String((Number(code) + step) % 1_000_000).padStart(6, '0');
}
