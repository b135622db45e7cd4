import type { MfaMethodKind } from '../second-factors/mfa-method.types';

/** How somebody proved first who they are. */
export type SignInMethod = 'PASSWORD' | 'EMAIL_CODE' | 'PROVIDER' | 'PASSKEY';

/** A first proof that was right. */
export interface SignIn {
  readonly method: SignInMethod;
  readonly deviceLabel: string | null;
  /** When the password was chosen, where it was one. */
  readonly passwordSince?: Date;
  /** A second factor that came with it; absent: none. */
  readonly second?: MfaMethodKind;
}
