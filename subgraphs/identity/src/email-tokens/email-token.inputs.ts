import { EmailAddress } from '@sangam/kit/graphql/scalars';
import { Field, InputType, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'The request was taken. The same answer for known and unknown addresses: what happened is told by mail to the owner of the address.' })
export class EmailReceipt {
  @Field(() => EmailAddress, { description: 'The address as it was given.' })
  email: string;
}

@ObjectType({ simpleResolvers: true, description: 'An address whose owner proved to receive its mails.' })
export class ProvenEmailAddress {
  @Field(() => EmailAddress, { description: 'The address of the account.' })
  email: string;

  @Field(() => Boolean, { description: 'Whether the address counts as verified now: true.' })
  emailVerified: boolean;
}

@InputType({ description: 'A new password for somebody who cannot sign in.' })
export class ResetPasswordInput {
  @Field(() => String, { description: 'The token of the mail: works once, within 15 minutes, until a newer one is mailed.' })
  token: string;

  @Field(() => String, { description: 'By the rule of `register`.' })
  newPassword: string;
}
