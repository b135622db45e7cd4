import { EmailAddress, LanguageTag } from '@sangam/kit/graphql/scalars';
import { Length, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { UserType } from '../users/user-type';

@InputType({ description: 'Sign-up by password.' })
export class RegisterInput {
  @Field(() => EmailAddress, { description: 'Address to sign in with, at most 255 characters.' })
  email: string;

  @Field(() => String, { description: '8 to 128 characters with an upper-case letter, a lower-case letter and a digit; not easy to guess (common passwords, name, address).' })
  password: string;

  @Field(() => String, { nullable: true, description: 'Name shown to others, 1 to 100 characters; may be left out where `firstName` or `lastName` is given.' })
  @Length(1, 100)
  fullName?: string | null;

  @Field(() => String, { nullable: true, description: 'Given name, at most 100 characters.' })
  @MaxLength(100)
  firstName?: string | null;

  @Field(() => String, { nullable: true, description: 'Family name, at most 100 characters.' })
  @MaxLength(100)
  lastName?: string | null;

  @Field(() => UserType, { nullable: true, description: 'As what: ADVISOR, AFFILIATE (granted when the application is approved) or MEMBER, which is the default.' })
  userType?: UserType | null;

  @Field(() => String, { nullable: true, description: 'Mobile number, with its country code outside India. Advisors and affiliates must give it.' })
  mobile?: string | null;

  @Field(() => String, { nullable: true, description: 'Firm that the person works for, at most 200 characters.' })
  @MaxLength(200)
  organizationName?: string | null;

  @Field(() => String, { nullable: true, description: 'What the person does there, at most 100 characters.' })
  @MaxLength(100)
  jobTitle?: string | null;

  @Field(() => String, { nullable: true, description: 'Town of the person, at most 100 characters.' })
  @MaxLength(100)
  city?: string | null;

  @Field(() => String, { nullable: true, description: 'Code of whoever referred the person: 4 to 32 letters, digits, `-` and `_`. Not checked here.' })
  referralCode?: string | null;

  @Field(() => LanguageTag, { nullable: true, description: 'Preferred language; default: the one of the request.' })
  locale?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether setting up an organization follows as the second step; default false.' })
  awaitsOrganization?: boolean | null;

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
