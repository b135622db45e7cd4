import { EmailAddress } from '@sangam/kit/graphql/scalars';
import { Length } from 'class-validator';
import { Field, InputType } from 'type-graphql';

@InputType({ description: 'Sign-up by password.' })
export class RegisterInput {
  @Field(() => EmailAddress, { description: 'Address to sign in with, at most 255 characters.' })
  email: string;

  @Field(() => String, { description: '8 to 128 characters with an upper-case letter, a lower-case letter and a digit; not easy to guess (common passwords, name, address).' })
  password: string;

  @Field(() => String, { description: 'Name shown to others, 1 to 100 characters.' })
  @Length(1, 100)
  fullName: string;

  @Field(() => Boolean, { description: 'The terms must be accepted.' })
  termsAccepted: boolean;
}

@InputType({ description: 'A new password for the signed-in person.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The present password.' })
  currentPassword: string;

  @Field(() => String, { description: 'By the rule of `register`; different from the present one.' })
  newPassword: string;
}
