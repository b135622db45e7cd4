import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { InternalCalls } from '@sangam/kit/calls/internal-calls';
import { unionMember } from '@sangam/kit/graphql/union-member';
import { newId } from '@sangam/kit/ids/new-id';
import { ADMINISTRATOR, ASHA, DEMO_PASSWORD, DEMO_PEOPLE, RAVI, type DemoPerson } from '@sangam/schema/demo/people';
import { CreatePeopleDocument, ExistingUserIdsDocument } from '@sangam/schema/typed/internal';
import { ChatThreadDocument, LoginDocument, OpenDirectThreadDocument, SendChatMessageDocument } from '@sangam/schema/typed/operations';
import type { StartedRouter } from '../starting/start-router';

export interface DemoPlaces {
  readonly router: Pick<StartedRouter, 'execute'>;
  readonly calls: InternalCalls;
  readonly dataDir: string;
}

/**
 * Fills an empty product with demo people and what they do, by the operations that clients use. Where anybody else exists
 * nothing is written. A file says that it was begun, so that the next start completes what a crash broke off: every step
 * does nothing where it was done. Returns whether the demo administrator is there.
 */
export async function seedDemo({ router, calls, dataDir }: DemoPlaces): Promise<boolean> {
  const begun = join(dataDir, 'demo-data-begun');
  if (!existsSync(begun) && (await hasAdministrator(calls))) return true;
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(begun, '');
  const people = DEMO_PEOPLE.map((person) => ({ ...person, password: DEMO_PASSWORD }));
  await calls.call('identity', CreatePeopleDocument, { people, onlyIfEmpty: true }, { requestId: newId() });
  const there = await hasAdministrator(calls);
  if (there) await writeConversation(router);
  rmSync(begun);
  return there;
}

async function hasAdministrator(calls: InternalCalls): Promise<boolean> {
  const { existingUserIds } = await calls.call('identity', ExistingUserIdsDocument, { ids: [ADMINISTRATOR.id] }, { requestId: newId() });
  return existingUserIds.length === 1;
}

async function writeConversation(router: DemoPlaces['router']): Promise<void> {
  const [asha, ravi] = [await signedIn(router, ASHA), await signedIn(router, RAVI)];
  const { openDirectThread } = await asha(OpenDirectThreadDocument, { userId: RAVI.id });
  const conversation = [[asha, 'Namaste Ravi, shall we look at the retirement plan today?'], [ravi, 'Yes, after four. I have the numbers ready.']] as const;
  const { chatThread } = await asha(ChatThreadDocument, { id: openDirectThread.id });
  for (const [who, text] of conversation.slice(chatThread?.messageCount)) await who(SendChatMessageDocument, { input: { threadId: openDirectThread.id, text } });
}

type Ask = <D, V>(document: TypedDocumentNode<D, V>, variables: V) => Promise<D>;

async function signedIn(router: DemoPlaces['router'], person: DemoPerson): Promise<Ask> {
  const { login } = await asking(router, null)(LoginDocument, { input: { email: person.email, password: DEMO_PASSWORD, deviceLabel: 'Demo data' } });
  return asking(router, unionMember(login, 'AuthenticationTokens').accessToken);
}

function asking(router: DemoPlaces['router'], token: string | null): Ask {
  return async <D, V>(document: TypedDocumentNode<D, V>, variables: V): Promise<D> => {
    const { data, errors } = await router.execute(document, variables as Record<string, unknown>, token);
    if (errors?.length || !data) throw new Error(`The demo data was refused: ${JSON.stringify(errors)}`);
    return data as D;
  };
}
