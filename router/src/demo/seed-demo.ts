import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { InternalCalls } from '@sangam/kit/calls/internal-calls';
import { newId } from '@sangam/kit/ids/new-id';
import { ASHA, DEMO_PASSWORD, DEMO_PEOPLE, RAVI, type DemoPerson } from '@sangam/schema/demo/people';
import { CreatePeopleDocument } from '@sangam/schema/typed/internal';
import { LoginDocument, OpenDirectThreadDocument, SendChatMessageDocument } from '@sangam/schema/typed/operations';
import type { StartedRouter } from '../starting/start-router';

/**
 * Fills an empty product with demo people and what they do, by the operations that clients use. Where anybody exists
 * nothing is written. Returns whether it was.
 */
export async function seedDemo(router: StartedRouter, calls: InternalCalls): Promise<boolean> {
  const people = DEMO_PEOPLE.map((person) => ({ ...person, password: DEMO_PASSWORD }));
  const { createPeople } = await calls.call('identity', CreatePeopleDocument, { people, onlyIfEmpty: true }, { requestId: newId() });
  if (createPeople.length < DEMO_PEOPLE.length) return false;
  const [asha, ravi] = [await signedIn(router, ASHA), await signedIn(router, RAVI)];
  const { openDirectThread } = await asha(OpenDirectThreadDocument, { userId: RAVI.id });
  const send = (who: Ask, text: string) => who(SendChatMessageDocument, { input: { threadId: openDirectThread.id, text } });
  await send(asha, 'Namaste Ravi, shall we look at the retirement plan today?');
  await send(ravi, 'Yes, after four. I have the numbers ready.');
  return true;
}

type Ask = <D, V>(document: TypedDocumentNode<D, V>, variables: V) => Promise<D>;

async function signedIn(router: StartedRouter, person: DemoPerson): Promise<Ask> {
  const { login } = await asking(router, null)(LoginDocument, { input: { email: person.email, password: DEMO_PASSWORD, deviceLabel: 'Demo data' } });
  return asking(router, login.accessToken);
}

function asking(router: StartedRouter, token: string | null): Ask {
  return async <D, V>(document: TypedDocumentNode<D, V>, variables: V): Promise<D> => {
    const { data, errors } = await router.execute(document, variables as Record<string, unknown>, token);
    if (errors?.length || !data) throw new Error(`The demo data was refused: ${JSON.stringify(errors)}`);
    return data as D;
  };
}
