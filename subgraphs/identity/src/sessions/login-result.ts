import { ExpectedError } from '@sangam/kit/graphql/expected-error';
import { DateTime } from '@sangam/kit/graphql/scalars';
import { createUnionType, Field, ObjectType } from 'type-graphql';
import { MfaMethodKind } from '../second-factors/mfa-method.types';
import { AuthenticationTokens } from './session.inputs';

@ObjectType({ implements: ExpectedError, simpleResolvers: true, description: 'The first proof was right; a second factor completes the sign-in.' })
export class MfaRequired extends ExpectedError {
  override code = 'MFA_REQUIRED';

  @Field(() => String, { description: 'For `verifyMfa`; it opens nothing else.' })
  loginToken: string;

  @Field(() => DateTime, { description: 'Until when: ten minutes from now.' })
  expiresAt: Date;

  @Field(() => [MfaMethodKind], { description: 'What the person can prove it with.' })
  methods: MfaMethodKind[];

  @Field(() => String, { nullable: true, description: 'For a proof with the method `PASSKEY`: JSON for `PublicKeyCredential.parseRequestOptionsFromJSON`; null for somebody without passkeys.' })
  passkeyOptions: string | null;
}

@ObjectType({ implements: ExpectedError, simpleResolvers: true, description: 'The first proof was right; the person has a role that needs a second factor and sets one up now.' })
export class MfaEnrollmentRequired extends ExpectedError {
  override code = 'MFA_ENROLLMENT_REQUIRED';

  @Field(() => String, { description: 'For `beginRequiredMfa` and `completeRequiredMfa`; it opens nothing else.' })
  loginToken: string;

  @Field(() => DateTime, { description: 'Until when: ten minutes from now.' })
  expiresAt: Date;
}

export const LoginResult = createUnionType({
  name: 'LoginResult',
  description: 'Outcome of a sign-in. Clients branch on `__typename`: further outcomes (choice of organization) join this union.',
  types: () => [AuthenticationTokens, MfaRequired, MfaEnrollmentRequired] as const,
});

/** The same in code. */
export type LoginOutcome = AuthenticationTokens | MfaRequired | MfaEnrollmentRequired;
