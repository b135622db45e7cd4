import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';

/** More than any device sends; attestations are not asked for. */
const MAX_LENGTH = 20_000;
const base64url = z.string().max(MAX_LENGTH).regex(/^[\w-]*$/);
const common = {
  id: base64url.min(1).max(1_400), rawId: base64url, type: z.literal('public-key'), clientExtensionResults: z.looseObject({}).default({}), authenticatorAttachment: z.enum(['platform', 'cross-platform']).nullish().transform((value) => value ?? undefined),
};
const registration = z.object({
  ...common, response: z.object({ clientDataJSON: base64url, attestationObject: base64url, transports: z.array(z.string().max(20)).max(10).default([]) }),
});
const authentication = z.object({
  ...common, response: z.object({ clientDataJSON: base64url, authenticatorData: base64url, signature: base64url, userHandle: base64url.nullish().transform((value) => value ?? undefined) }),
});
const clientData = z.looseObject({ challenge: z.string() });

/** A device's answer and the challenge that it names. */
export interface Answer<R> {
  readonly response: R;
  readonly challenge: string;
}

/** The JSON of a `PublicKeyCredential` that was created; null when it is none. */
export function registrationAnswer(text: string): Answer<RegistrationResponseJSON> | null {
  const parsed = registration.safeParse(json(text));
  return parsed.success ? withChallenge(parsed.data as RegistrationResponseJSON) : null;
}

/** The JSON of a `PublicKeyCredential` that was got; null when it is none. */
export function authenticationAnswer(text: string): Answer<AuthenticationResponseJSON> | null {
  const parsed = authentication.safeParse(json(text));
  return parsed.success ? withChallenge(parsed.data as AuthenticationResponseJSON) : null;
}

function withChallenge<R extends { readonly response: { readonly clientDataJSON: string } }>(response: R): Answer<R> | null {
  const data = clientData.safeParse(json(Buffer.from(response.response.clientDataJSON, 'base64url').toString()));
  return data.success ? { response, challenge: data.data.challenge } : null;
}

function json(text: string): unknown {
  if (text.length > MAX_LENGTH) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
