import { FlagColumn, IdColumn, InstantColumn, TextColumn } from '@sangam/kit/database/columns';
import { byId } from '@sangam/kit/database/loaders';
import { DateTime } from '@sangam/kit/graphql/scalars';
import { Field, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { UserType } from '../users/user-type';

/** What a person said when signing up; what changes later is the profile's business. */
@Entity('account_registration')
@ObjectType({ simpleResolvers: true, description: 'What a person said when signing up; it stays as it was. Visible to the person and administrators.' })
export class AccountRegistration {
  /** The person's id. */
  @IdColumn()
  id: string;

  @TextColumn({ length: 20 })
  @Field(() => UserType, { description: 'What the person signed up as; whether they are it, `User.userTypes` tells.' })
  userType: UserType;

  @TextColumn({ length: 100, nullable: true })
  @Field(() => String, { nullable: true, description: 'Given name, where it was told apart from the family name.' })
  firstName: string | null;

  @TextColumn({ length: 100, nullable: true })
  @Field(() => String, { nullable: true, description: 'Family name, where it was told apart from the given name.' })
  lastName: string | null;

  @TextColumn({ length: 20, nullable: true })
  @Field(() => String, { nullable: true, description: 'Mobile number in the form of E.164, e.g. `+919876543210`; not verified.' })
  mobile: string | null;

  @TextColumn({ length: 200, nullable: true })
  @Field(() => String, { nullable: true, description: 'Firm that the person works for, in their own words.' })
  organizationName: string | null;

  @TextColumn({ length: 100, nullable: true })
  @Field(() => String, { nullable: true, description: 'What the person does there.' })
  jobTitle: string | null;

  @TextColumn({ length: 100, nullable: true })
  @Field(() => String, { nullable: true, description: 'Town of the person.' })
  city: string | null;

  @TextColumn({ length: 32, nullable: true })
  @Field(() => String, { nullable: true, description: 'Code of whoever referred the person, as it was given; not checked.' })
  referralCode: string | null;

  @FlagColumn()
  @Field(() => Boolean, { description: 'Whether setting up an organization was to follow (the second step of signing up).' })
  awaitsOrganization: boolean;

  @TextColumn({ length: 40 })
  @Field(() => String, { description: 'Version of the terms that were accepted.' })
  termsVersion: string;

  @InstantColumn()
  @Field(() => DateTime, { description: 'When the terms were accepted.' })
  termsAcceptedAt: Date;
}

export const registrationByUser = byId(AccountRegistration);
