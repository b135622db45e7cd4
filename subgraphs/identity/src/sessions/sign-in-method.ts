/** How somebody proved first who they are. */
export type SignInMethod = 'PASSWORD' | 'EMAIL_CODE' | 'PROVIDER';

/** A first proof that was right. */
export interface SignIn {
  readonly method: SignInMethod;
  readonly deviceLabel: string | null;
}
