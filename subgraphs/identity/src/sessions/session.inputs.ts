import { EmailAddress } from '@sangam/kit/graphql/scalars';
import { Length } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { User } from '../users/user.entity';

@InputType({ description: 'Sign-in by password.' })
export class LoginInput {
  @Field(() => EmailAddress, { description: 'Address of the account; case does not matter.' })
  email: string;

  @Field(() => String, { description: 'The password.' })
  password: string;

  @Field(() => String, { nullable: true, description: 'Name for this device in the list of sessions, 1 to 100 characters.' })
  @Length(1, 100)
  deviceLabel?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the session lasts thirty days since its last refresh, not seven; default false.' })
  rememberMe?: boolean | null;
}

@ObjectType({ simpleResolvers: true, description: 'Tokens of a login session.' })
export class AuthenticationTokens {
  @Field(() => String, { description: 'JWT for the `Authorization: Bearer` header and the WebSocket\'s connection parameters.' })
  accessToken: string;

  @Field(() => String, { description: 'Opaque token for `refreshToken`; changes with each use. An old one ends the session.' })
  refreshToken: string;

  @Field(() => Int, { description: 'Seconds until the access token expires.' })
  expiresIn: number;

  @Field(() => User, { description: 'The person signed in.' })
  user: User;
}
