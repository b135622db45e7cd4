import { newId } from '@sangam/kit/ids/new-id';
import type { TestGraph } from '@sangam/kit/testing/harness';
import { RequestEmailChangeDocument } from '@sangam/schema/typed/operations';
import { mailedTokens } from '../email-tokens/newcomer.fixture';

/** The token that was mailed to the new address of somebody. */
export async function changingAddress(graph: TestGraph): Promise<string> {
  const newEmail = `new-${newId()}@example.com`;
  await graph.asUser({ userId: (await graph.person()).id }).ask(RequestEmailChangeDocument, { newEmail });
  await graph.jobs.drain();
  return (await mailedTokens(graph, newEmail, 'Confirm your new address'))[0] ?? '';
}
