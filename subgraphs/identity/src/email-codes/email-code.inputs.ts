import { EmailAddress } from '@sangam/kit/graphql/scalars';
import { Length } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'A sign-in code was asked for. The same answer for known and unknown addresses.' })
export class EmailCodeReceipt {
  @Field(() => EmailAddress, { description: 'The address as it was given.' })
  email: string;

  @Field(() => Int, { description: 'Seconds until the code that is mailed now works no more: 600 unless the operator set another time.' })
  expiresIn: number;
}

@InputType({ description: 'Sign-in, or sign-up, with a mailed code.' })
export class SignInWithEmailCodeInput {
  @Field(() => EmailAddress, { description: 'The address that the code was mailed to; case does not matter.' })
  email: string;

  @Field(() => String, { description: 'The six digits of the mail.' })
  code: string;

  @Field(() => String, { nullable: true, description: 'Name shown to others where the sign-in makes an account, 1 to 100 characters; absent: `Member`.' })
  @Length(1, 100)
  displayName?: string | null;

  @Field(() => String, { nullable: true, description: 'Name for this device in the list of sessions, 1 to 100 characters.' })
  @Length(1, 100)
  deviceLabel?: string | null;
}
