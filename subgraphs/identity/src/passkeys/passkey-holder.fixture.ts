import type { TestGraph } from '@sangam/kit/testing/harness';
import { BeginPasskeyRegistrationDocument, BeginPasskeySignInDocument, CompletePasskeyRegistrationDocument } from '@sangam/schema/typed/operations';
import { SoftwareAuthenticator } from './software-authenticator.fixture';

/** Somebody with a passkey and a device that answered a sign-in, and a device that was asked to make another one. */
export interface PasskeyHolder {
  readonly id: string;
  readonly email: string;
  /** The answer to an open sign-in. */
  readonly answer: string;
  /** The answer to an open registration. */
  readonly registration: string;
}

export async function passkeyHolder(graph: TestGraph): Promise<PasskeyHolder> {
  const { id, email } = await graph.person();
  const client = graph.asUser({ userId: id });
  const device = new SoftwareAuthenticator();
  const asked = async () => (await client.ask(BeginPasskeyRegistrationDocument, {})).beginPasskeyRegistration.options;
  await client.ask(CompletePasskeyRegistrationDocument, { input: { response: device.create(await asked()) } });
  await graph.jobs.drain();
  const { beginPasskeySignIn } = await graph.anonymous().ask(BeginPasskeySignInDocument, {});
  return { id, email, answer: device.get(beginPasskeySignIn.options), registration: new SoftwareAuthenticator().create(await asked()) };
}
