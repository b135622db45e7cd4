import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { MfaProofInput } from '../second-factors/mfa.inputs';

@InputType({ description: 'A fresh proof of who the signed-in person is: exactly one of the fields.' })
export class ReauthenticateInput {
  @Field(() => String, { nullable: true, description: 'The password.' })
  password?: string | null;

  @Field(() => MfaProofInput, { nullable: true, description: 'A second factor; the session counts as one with a second factor from then on.' })
  secondFactor?: MfaProofInput | null;
}

@ObjectType({ simpleResolvers: true, description: 'An access token that knows of the fresh proof. The refresh token stays as it is.' })
export class RenewedAccessToken {
  @Field(() => String, { description: 'JWT to be used instead of the present one, which stays valid until it expires.' })
  accessToken: string;

  @Field(() => Int, { description: 'Seconds until it expires.' })
  expiresIn: number;
}
