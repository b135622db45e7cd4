import { notFound } from '@sangam/kit/errors/app-error';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { LoginResult, type LoginOutcome } from '../sessions/login-result';
import { User, userById } from '../users/user.entity';
import { MfaMethod } from './mfa-method.types';
import { mfaMethodsOf } from './mfa-methods';
import { regenerateBackupCodes, removeMfaMethod, revealBackupCodes } from './mfa-methods.service';
import { CompleteRequiredMfaInput, ConfirmTotpInput, MfaMethodConfirmed, RemoveMfaMethodInput, RequiredMfaCompleted, TotpEnrollment, VerifyMfaInput } from './mfa.inputs';
import { beginRequiredMfa, completeRequiredMfa } from './required-mfa.service';
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

  @Mutation(() => TotpEnrollment, { description: 'Begins to set up the authenticator app that a sign-in asked for. Errors: INVALID_TOKEN (sign in again), ACCOUNT_DISABLED.' })
  beginRequiredMfa(@Ctx() ctx: SubgraphContext, @Arg('loginToken', () => String, { description: '`loginToken` of `MfaEnrollmentRequired`.' }) loginToken: string): Promise<TotpEnrollment> {
    return beginRequiredMfa(ctx, loginToken);
  }

  @Mutation(() => RequiredMfaCompleted, {
    description: 'Completes a sign-in that asked to set up a second factor. Errors: MFA_CODE_INVALID, NOT_FOUND (no such enrolment, or replaced), INVALID_TOKEN (sign in again), ACCOUNT_DISABLED, BAD_USER_INPUT.',
  })
  completeRequiredMfa(
    @Ctx() ctx: SubgraphContext, @Arg('input', () => CompleteRequiredMfaInput, { description: 'The sign-in, the enrolment and its first code.' }) input: CompleteRequiredMfaInput,
  ): Promise<RequiredMfaCompleted> {
    return completeRequiredMfa(ctx, input);
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

  @Mutation(() => ID, {
    description: 'Removes a second factor; returns its id. With the last one the backup codes go. Needs a sign-in or `reauthenticate` within ten minutes. Errors: NOT_FOUND, MFA_CODE_INVALID, RATE_LIMITED, STEP_UP_REQUIRED, INVALID_STATE (the last one of somebody whose role needs it).',
  })
  removeMfaMethod(@Ctx() ctx: SubgraphContext, @Arg('input', () => RemoveMfaMethodInput, { description: 'The method and a proof.' }) input: RemoveMfaMethodInput): Promise<string> {
    return removeMfaMethod(ctx, input);
  }

  @Mutation(() => [String], { description: 'Makes ten new backup codes; the old ones stop working. Errors: MFA_CODE_INVALID (also without an authenticator app), RATE_LIMITED.' })
  regenerateBackupCodes(@Ctx() ctx: SubgraphContext, @Arg('code', () => String, { description: 'Six digits of the authenticator app, not used before.' }) code: string): Promise<string[]> {
    return regenerateBackupCodes(ctx, code);
  }

  @Mutation(() => [String], { description: 'Shows the backup codes that were not used yet. A mutation, because the code is used up. Errors: MFA_CODE_INVALID (also without an authenticator app), RATE_LIMITED.' })
  revealBackupCodes(@Ctx() ctx: SubgraphContext, @Arg('code', () => String, { description: 'Six digits of the authenticator app, not used before.' }) code: string): Promise<string[]> {
    return revealBackupCodes(ctx, code);
  }
}
