import { EmailAddress } from '@sangam/kit/graphql/scalars';
import { Length } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { ExternalProvider } from './external-identity.entity';

@ObjectType({ simpleResolvers: true, description: 'A sign-in at a provider that has begun.' })
export class ProviderAuthorization {
  @Field(() => String, { description: 'Where to send the person. The provider sends them back to the redirect address with `code` and `state`, or with `error`.' })
  url: string;

  @Field(() => String, { description: 'Secret of the client that began; kept by it (not in an address) and sent with `code` and `state`. Works once.' })
  stateToken: string;

  @Field(() => Int, { description: 'Seconds until it works no more: 600 unless the operator set another time.' })
  expiresIn: number;
}

@InputType({ description: 'What a provider sent a person back with.' })
export class ProviderReturnInput {
  @Field(() => ExternalProvider, { description: 'The provider.' })
  provider: ExternalProvider;

  @Field(() => String, { description: '`code` of the address that the person came back to.' })
  @Length(1, 2_048)
  code: string;

  @Field(() => String, { description: '`state` of that address.' })
  @Length(1, 255)
  state: string;

  @Field(() => String, { description: 'From `requestAuthorizationUrl`, kept by the client that began.' })
  @Length(1, 255)
  stateToken: string;
}

@InputType({ description: 'Sign-in, or sign-up, by what a provider sent a person back with.' })
export class SignInWithProviderInput extends ProviderReturnInput {
  @Field(() => String, { nullable: true, description: 'Name for this device in the list of sessions, 1 to 100 characters.' })
  @Length(1, 100)
  deviceLabel?: string | null;
}

@InputType({ description: 'A test person.' })
export class SignInWithMockProviderInput {
  @Field(() => EmailAddress, { nullable: true, description: 'Address of the test person, the same one each time; absent: a new person.' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'Name for this device in the list of sessions, 1 to 100 characters.' })
  @Length(1, 100)
  deviceLabel?: string | null;
}
