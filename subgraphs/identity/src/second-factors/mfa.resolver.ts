import { notFound } from '@sangam/kit/errors/app-error';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { LoginResult, type LoginOutcome } from '../sessions/login-result';
import { User, userById } from '../users/user.entity';
import { MfaMethod } from './mfa-method.types';
import { mfaMethodsOf } from './mfa-methods';
import { ConfirmTotpInput, MfaMethodConfirmed, TotpEnrollment, VerifyMfaInput } from './mfa.inputs';
import { confirmTotp, enrollTotp } from './totp.service';
import { verifyMfa } from './verify-mfa.service';

@Resolver(() => User)
export class MfaResolver {
  @FieldResolver(() => [MfaMethod], { nullable: true, description: 'Confirmed second factors, at most five, oldest first. Self and administrators.' })
  mfaMethods(@Root() user: User, @Ctx() ctx: SubgraphContext): Promise<MfaMethod[]> {
    return mfaMethodsOf(ctx, user.id);
  }

  @Mutation(() => LoginResult, {
    description: 'Completes a sign-in by a second factor. Errors: MFA_CODE_INVALID (also a code that was used before), INVALID_TOKEN (sign in again), ACCOUNT_DISABLED, RATE_LIMITED (ten wrong codes an hour).',
  })
  verifyMfa(@Ctx() ctx: SubgraphContext, @Arg('input', () => VerifyMfaInput, { description: 'The sign-in and the code.' }) input: VerifyMfaInput): Promise<LoginOutcome> {
    return verifyMfa(ctx, input);
  }

  @Mutation(() => TotpEnrollment, {
    description: 'Begins to set up an authenticator app; an earlier enrolment that was not confirmed dies. Needs a sign-in or `reauthenticate` within ten minutes. Errors: STEP_UP_REQUIRED.',
  })
  async enrollTotp(@Ctx() ctx: SubgraphContext): Promise<TotpEnrollment> {
    const user = await ctx.loaders.load(userById, ctx.viewer.userId ?? '');
    if (!user) throw notFound();
    return enrollTotp(ctx, user);
  }

  @Mutation(() => MfaMethodConfirmed, {
    description: 'Makes an authenticator app a second factor by its first code. Errors: NOT_FOUND (no such enrolment, or replaced, or an hour old), MFA_CODE_INVALID, INVALID_STATE (five methods), BAD_USER_INPUT.',
  })
  confirmTotp(@Ctx() ctx: SubgraphContext, @Arg('input', () => ConfirmTotpInput, { description: 'The enrolment and its first code.' }) input: ConfirmTotpInput): Promise<MfaMethodConfirmed> {
    return confirmTotp(ctx, input);
  }
}
