import { Length } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'What a browser needs to ask a device for a passkey. Works once, for ten minutes.' })
export class PasskeyRequest {
  @Field(() => String, { description: 'JSON for `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`.' })
  options: string;
}

@InputType({ description: 'A passkey that a device has made.' })
export class CompletePasskeyRegistrationInput {
  @Field(() => String, { description: 'The JSON of the created `PublicKeyCredential` (`toJSON`), at most 20,000 characters.' })
  response: string;

  @Field(() => String, { nullable: true, description: 'Name for the device in the list of methods, 1 to 100 characters.' })
  @Length(1, 100)
  label?: string | null;
}

@InputType({ description: 'Sign-in by a passkey alone.' })
export class SignInWithPasskeyInput {
  @Field(() => String, { description: 'The JSON of the `PublicKeyCredential` (`toJSON`), at most 20,000 characters.' })
  response: string;

  @Field(() => String, { nullable: true, description: 'Name for this device in the list of sessions, 1 to 100 characters.' })
  @Length(1, 100)
  deviceLabel?: string | null;
}
