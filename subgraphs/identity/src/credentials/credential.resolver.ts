import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { EmailReceipt } from '../email-tokens/email-token.inputs';
import { User } from '../users/user.entity';
import { ChangePasswordInput, RegisterInput } from './credential.inputs';
import { changePassword } from './password.service';
import { register } from './registration.service';

@Resolver()
export class CredentialResolver {
  @Mutation(() => EmailReceipt, {
    description: 'Signs a person up. Answers the same for known and unknown addresses and gives no tokens: sign in next. Errors: BAD_USER_INPUT.',
  })
  register(@Ctx() ctx: SubgraphContext, @Arg('input', () => RegisterInput, { description: 'The person.' }) input: RegisterInput): Promise<EmailReceipt> {
    return register(ctx, input);
  }

  @Mutation(() => User, {
    description: 'Sets a new password and ends all other login sessions. A mail tells the person. Wrong present passwords count as failed sign-ins. Errors: INVALID_CREDENTIALS (present password), RATE_LIMITED, BAD_USER_INPUT.',
  })
  changePassword(@Ctx() ctx: SubgraphContext, @Arg('input', () => ChangePasswordInput, { description: 'Present and new password.' }) input: ChangePasswordInput): Promise<User> {
    return changePassword(ctx, input);
  }
}
