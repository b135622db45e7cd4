import { newId } from '@sangam/kit/ids/new-id';
import type { TestClient, TestGraph, TestPerson } from '@sangam/kit/testing/harness';
import { RequestAuthorizationUrlDocument, MyExternalIdentitiesDocument, SignInWithProviderDocument, type ProviderReturnInput } from '@sangam/schema/typed/operations';
import { startLocalProvider, type AccountThere, type LocalProvider } from './local-provider.fixture';

/** A person with a linked account, somebody who comes back from a provider, and the person coming back to link another. */
export interface SocialScene {
  readonly identityId: string;
  readonly returned: ProviderReturnInput;
  /** Another one, to be spent in vain. */
  readonly spare: ProviderReturnInput;
  readonly linking: ProviderReturnInput;
}

let provider: LocalProvider | undefined;
let clock = { now: (): number => Date.now() };

/** Settings of a graph whose provider runs beside it until `closeSceneProvider`. */
export async function sceneEnvironment(): Promise<Readonly<Record<string, string>>> {
  provider = await startLocalProvider({ now: () => clock.now() });
  return provider.environment;
}

export async function closeSceneProvider(): Promise<void> {
  await provider?.close();
}

export async function socialScene(graph: TestGraph, owner: TestPerson): Promise<SocialScene> {
  clock = graph.clock;
  const client = graph.asUser({ userId: owner.id });
  await graph.anonymous().ask(SignInWithProviderDocument, { input: await comeBack(graph.anonymous(), 'GOOGLE', { subject: newId(), email: owner.email }) });
  const { me } = await client.ask(MyExternalIdentitiesDocument, {});
  return {
    identityId: me?.externalIdentities?.nodes[0]?.id ?? '',
    returned: await comeBack(graph.anonymous(), 'GOOGLE', { subject: newId(), email: `social-${newId()}@example.com` }),
    spare: await comeBack(graph.anonymous(), 'GOOGLE', { subject: newId(), email: `social-${newId()}@example.com` }),
    linking: await comeBack(client, 'FACEBOOK', { subject: newId() }),
  };
}

async function comeBack(client: TestClient, name: ProviderReturnInput['provider'], account: AccountThere): Promise<ProviderReturnInput> {
  const { requestAuthorizationUrl: { url, stateToken } } = await client.ask(RequestAuthorizationUrlDocument, { provider: name });
  return { provider: name, stateToken, code: '', state: '', ...provider?.visit(url, account) };
}
