import { IdColumn, InstantColumn, TextColumn } from '@sangam/kit/database/columns';
import { oneBy } from '@sangam/kit/database/loaders';
import { DateTime, LocalTime, PlainDate, TimeZone } from '@sangam/kit/graphql/scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Entity } from 'typeorm';

export enum Gender {
  MALE = 'MALE',
  FEMALE = 'FEMALE',
  OTHER = 'OTHER',
}

export enum MaritalStatus {
  SINGLE = 'SINGLE',
  MARRIED = 'MARRIED',
}

registerEnumType(Gender, {
  name: 'Gender', description: 'Gender as a person states it.',
  valuesConfig: { MALE: { description: 'Male.' }, FEMALE: { description: 'Female.' }, OTHER: { description: 'Neither, or not told.' } },
});
registerEnumType(MaritalStatus, {
  name: 'MaritalStatus', description: 'Whether a person is married.',
  valuesConfig: { SINGLE: { description: 'Not married.' }, MARRIED: { description: 'Married.' } },
});

@Entity('birth_details')
@ObjectType({ simpleResolvers: true, description: 'When and where a person was born: what a kundli is computed from. Self and administrators.' })
export class BirthDetails {
  @IdColumn()
  @Field(() => ID, { description: 'Opaque id.' })
  id: string;

  /** Unique: one set of details a person. */
  @TextColumn({ length: 36 })
  userId: string;

  @TextColumn({ length: 100 })
  @Field(() => String, { description: 'Full name, 1 to 100 characters.' })
  fullName: string;

  @TextColumn({ length: 10 })
  @Field(() => Gender, { description: 'Gender.' })
  gender: Gender;

  @TextColumn({ length: 10 })
  @Field(() => MaritalStatus, { description: 'Whether the person is married.' })
  maritalStatus: MaritalStatus;

  @TextColumn({ length: 10 })
  @Field(() => PlainDate, { description: 'Date of birth at the place of birth, 1900 to today.' })
  dateOfBirth: string;

  @TextColumn({ length: 8 })
  @Field(() => LocalTime, { description: 'Time of birth on the clock of the place of birth, `HH:MM:SS`.' })
  timeOfBirth: string;

  @TextColumn({ length: 200 })
  @Field(() => String, { description: 'Place of birth as the person wrote it, 1 to 200 characters.' })
  placeOfBirth: string;

  @TextColumn({ length: 64 })
  @Field(() => TimeZone, { description: 'Zone of the place of birth.' })
  timeZone: string;

  @InstantColumn()
  @Field(() => DateTime, { description: 'When the details were registered.' })
  createdAt: Date;

  @InstantColumn()
  @Field(() => DateTime, { description: 'Last change.' })
  updatedAt: Date;
}

export const birthDetailsOfUser = oneBy(BirthDetails, 'userId');
