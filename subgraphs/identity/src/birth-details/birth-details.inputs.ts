import { LocalTime, PlainDate, TimeZone } from '@sangam/kit/graphql/scalars';
import { Length } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { Gender, MaritalStatus } from './birth-details.entity';

@InputType({ description: 'When and where a person was born; all of it.' })
export class RegisterBirthDetailsInput {
  @Field(() => String, { description: 'Full name, 1 to 100 characters.' })
  @Length(1, 100)
  fullName: string;

  @Field(() => Gender, { description: 'Gender.' })
  gender: Gender;

  @Field(() => MaritalStatus, { description: 'Whether the person is married.' })
  maritalStatus: MaritalStatus;

  @Field(() => PlainDate, { description: 'Date of birth, 1900-01-01 to today.' })
  dateOfBirth: Date;

  @Field(() => LocalTime, { description: 'Time of birth, `HH:MM` or `HH:MM:SS`, 24-hour.' })
  timeOfBirth: string;

  @Field(() => String, { description: 'Place of birth, 1 to 200 characters.' })
  @Length(1, 200)
  placeOfBirth: string;

  @Field(() => TimeZone, { description: 'IANA zone of the place of birth.' })
  timeZone: string;
}

@InputType({ description: 'A change of birth details: what is absent stays. Nothing can be cleared.' })
export class UpdateBirthDetailsInput {
  @Field(() => String, { nullable: true, description: 'Full name, 1 to 100 characters.' })
  @Length(1, 100)
  fullName?: string | null;

  @Field(() => Gender, { nullable: true, description: 'Gender.' })
  gender?: Gender | null;

  @Field(() => MaritalStatus, { nullable: true, description: 'Whether the person is married.' })
  maritalStatus?: MaritalStatus | null;

  @Field(() => PlainDate, { nullable: true, description: 'Date of birth, 1900-01-01 to today.' })
  dateOfBirth?: Date | null;

  @Field(() => LocalTime, { nullable: true, description: 'Time of birth, `HH:MM` or `HH:MM:SS`, 24-hour.' })
  timeOfBirth?: string | null;

  @Field(() => String, { nullable: true, description: 'Place of birth, 1 to 200 characters.' })
  @Length(1, 200)
  placeOfBirth?: string | null;

  @Field(() => TimeZone, { nullable: true, description: 'IANA zone of the place of birth.' })
  timeZone?: string | null;
}
