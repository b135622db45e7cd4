import { EmailAddress } from '@sangam/kit/graphql/scalars';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { EmailReceipt, ProvenEmailAddress } from '../email-tokens/email-token.inputs';
import { confirmEmailChange, requestEmailChange } from './email-change.service';

@Resolver()
export class EmailChangeResolver {
  @Mutation(() => EmailReceipt, {
    description: 'Mails a token to a new address for the signed-in person and tells the present one; nothing changes before `confirmEmailChange`. The same answer for every address; at most five mails an hour each. Needs a sign-in or `reauthenticate` within ten minutes. Errors: STEP_UP_REQUIRED, BAD_USER_INPUT, RATE_LIMITED.',
  })
  requestEmailChange(@Ctx() ctx: SubgraphContext, @Arg('newEmail', () => EmailAddress, { description: 'The new address.' }) newEmail: string): Promise<EmailReceipt> {
    return requestEmailChange(ctx, newEmail);
  }

  @Mutation(() => ProvenEmailAddress, {
    description: 'Changes the address of the account to the one that the token was mailed to. Errors: INVALID_TOKEN (altered, used, fifteen minutes old, replaced by a newer one), CONFLICT (another account has the address by now), RATE_LIMITED.',
  })
  confirmEmailChange(@Ctx() ctx: SubgraphContext, @Arg('token', () => String, { description: 'The token of the mail.' }) token: string): Promise<ProvenEmailAddress> {
    return confirmEmailChange(ctx, token);
  }
}
