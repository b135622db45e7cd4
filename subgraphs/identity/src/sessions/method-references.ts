import { MfaMethodKind } from '../second-factors/mfa-method.types';
import type { SignInMethod } from './sign-in-method';

/** What a sign-in was proven by. */
export interface ProvenBy {
  readonly method: SignInMethod;
  /** Absent: no second factor. */
  readonly second?: MfaMethodKind;
}

/** Names of the methods in access tokens (RFC 8176). */
const FIRST: Readonly<Record<SignInMethod, string>> = { PASSWORD: 'pwd', EMAIL_CODE: 'otp', PROVIDER: 'fed', PASSKEY: 'pop' };
const SECOND: Readonly<Record<MfaMethodKind, string>> = { [MfaMethodKind.TOTP]: 'otp', [MfaMethodKind.PASSKEY]: 'pop', [MfaMethodKind.BACKUP_CODE]: 'otp' };

/** How a session remembers what it was proven by. */
export function methodReferences({ method, second }: ProvenBy): { readonly mfa: boolean; readonly amr: string } {
  return { mfa: second !== undefined, amr: second === undefined ? FIRST[method] : withSecondReference(FIRST[method], second) };
}

/** The same session once a second factor was proven in it. */
export function withSecondReference(amr: string, second: MfaMethodKind): string {
  return [...new Set([...amr.split(' '), SECOND[second], 'mfa'])].join(' ');
}
