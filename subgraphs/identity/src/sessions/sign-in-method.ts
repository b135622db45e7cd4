import type { MfaMethodKind } from '../second-factors/mfa-method.types';

/** How somebody proved first who they are. */
export type SignInMethod = 'PASSWORD' | 'EMAIL_CODE' | 'PROVIDER' | 'PASSKEY';

/** A first proof that was right. */
export interface SignIn {
  readonly method: SignInMethod;
  readonly deviceLabel: string | null;
  /** Whether the session is to last longer; absent: no. */
  readonly remembered?: boolean;
  /** A second factor that came with it; absent: none. */
  readonly second?: MfaMethodKind;
  /** The stored hash by which a password was right: with another one it counts no more. */
  readonly passwordHash?: string;
}
