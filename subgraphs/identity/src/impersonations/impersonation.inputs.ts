import { Field, Int, ObjectType } from 'type-graphql';
import { User } from '../users/user.entity';

@ObjectType({ simpleResolvers: true, description: 'A login session in somebody else\'s name. It cannot be refreshed, and ends with the administrator\'s own.' })
export class Impersonation {
  @Field(() => String, { description: 'JWT for the `Authorization: Bearer` header; its claim `act` names the administrator, for a banner. `logout` ends it.' })
  accessToken: string;

  @Field(() => Int, { description: 'Seconds until it ends, at most 3,600.' })
  expiresIn: number;

  @Field(() => User, { description: 'The person in whose name requests with the token are made.' })
  user: User;
}
