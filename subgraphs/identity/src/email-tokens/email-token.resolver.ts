import { EmailAddress } from '@sangam/kit/graphql/scalars';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { EmailReceipt, ProvenEmailAddress, ResetPasswordInput } from './email-token.inputs';
import { emailRegistered, requestPasswordReset, resendEmailVerification, resetPassword, verifyEmail } from './email-token.service';

@Resolver()
export class EmailTokenResolver {
  @Query(() => Boolean, { description: 'Whether an address has an account. Strictly limited, and off (NOT_FOUND) where the operator hides it. Errors: BAD_USER_INPUT, NOT_FOUND, RATE_LIMITED.' })
  emailRegistered(@Ctx() ctx: SubgraphContext, @Arg('email', () => EmailAddress, { description: 'The address.' }) email: string): Promise<boolean> {
    return emailRegistered(ctx, email);
  }

  @Mutation(() => EmailReceipt, { description: 'Mails a token to choose a new password, if the address has an account. The same answer for every address; at most five mails an hour each. Errors: BAD_USER_INPUT, RATE_LIMITED.' })
  requestPasswordReset(@Ctx() ctx: SubgraphContext, @Arg('email', () => EmailAddress, { description: 'Address of the account.' }) email: string): Promise<EmailReceipt> {
    return requestPasswordReset(ctx, email);
  }

  @Mutation(() => ProvenEmailAddress, { description: 'Sets a new password with a mailed token and ends all login sessions. Errors: INVALID_TOKEN (altered, used, expired, replaced by a newer one), BAD_USER_INPUT, RATE_LIMITED.' })
  resetPassword(@Ctx() ctx: SubgraphContext, @Arg('input', () => ResetPasswordInput, { description: 'Token and new password.' }) input: ResetPasswordInput): Promise<ProvenEmailAddress> {
    return resetPassword(ctx, input);
  }

  @Mutation(() => ProvenEmailAddress, { description: 'Verifies an address with the token mailed to it at sign-up, valid once and for a day. Errors: INVALID_TOKEN, RATE_LIMITED.' })
  verifyEmail(@Ctx() ctx: SubgraphContext, @Arg('token', () => String, { description: 'The token of the mail.' }) token: string): Promise<ProvenEmailAddress> {
    return verifyEmail(ctx, token);
  }

  @Mutation(() => EmailReceipt, { description: 'Mails a new verification token, if the address has an account that is not verified; the older one dies. The same answer for every address. Errors: BAD_USER_INPUT, RATE_LIMITED.' })
  resendEmailVerification(@Ctx() ctx: SubgraphContext, @Arg('email', () => EmailAddress, { description: 'Address of the account.' }) email: string): Promise<EmailReceipt> {
    return resendEmailVerification(ctx, email);
  }
}
