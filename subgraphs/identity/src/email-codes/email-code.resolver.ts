import { EmailAddress } from '@sangam/kit/graphql/scalars';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { LoginResult, type LoginOutcome } from '../sessions/login-result';
import { EmailCodeReceipt, SignInWithEmailCodeInput } from './email-code.inputs';
import { requestEmailCode, signInWithEmailCode } from './email-code.service';

@Resolver()
export class EmailCodeResolver {
  @Mutation(() => EmailCodeReceipt, {
    description: 'Mails a sign-in code of six digits to an address, whether it has an account or not; the code before works no more. At most five mails an hour each, beyond that none is sent. Errors: BAD_USER_INPUT, RATE_LIMITED (also within 30 seconds of the code before).',
  })
  requestEmailCode(@Ctx() ctx: SubgraphContext, @Arg('email', () => EmailAddress, { description: 'The address to sign in or sign up with.' }) email: string): Promise<EmailCodeReceipt> {
    return requestEmailCode(ctx, email);
  }

  @Mutation(() => LoginResult, {
    description: 'Signs in with a mailed code, which works once, for ten minutes and five tries; makes the account where the address has none. The address counts as verified from then on, and a password that was set before it was verified works no more. Errors: INVALID_CREDENTIALS (wrong, used, replaced or expired code), ACCOUNT_DISABLED, RATE_LIMITED (15 wrong tries an hour), BAD_USER_INPUT.',
  })
  signInWithEmailCode(
    @Ctx() ctx: SubgraphContext, @Arg('input', () => SignInWithEmailCodeInput, { description: 'Address and code.' }) input: SignInWithEmailCodeInput,
  ): Promise<LoginOutcome> {
    return signInWithEmailCode(ctx, input);
  }
}
