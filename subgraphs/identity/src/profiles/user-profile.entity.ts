import { InstantColumn, IntegerColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { oneBy } from '@sangam/kit/database/loaders';
import { Field, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';

/** What a person tells about themselves beside name and address. The row is made with the first of it. */
@Entity('user_profile')
@ObjectType({ simpleResolvers: true, description: 'What a person tells about themselves and their work. Self and administrators.' })
export class UserProfile {
  @ReferenceColumn({ primary: true })
  userId: string;

  @TextColumn({ length: 16, nullable: true })
  @Field(() => String, { nullable: true, description: 'Phone number in E.164, e.g. `+919876543210`.' })
  phone: string | null;

  @TextColumn({ length: 200, nullable: true })
  @Field(() => String, { nullable: true, description: 'Firm or organization the person works for, at most 200 characters. Critical.' })
  organizationName: string | null;

  @TextColumn({ length: 100, nullable: true })
  @Field(() => String, { nullable: true, description: 'What the person is there, at most 100 characters. Critical.' })
  jobTitle: string | null;

  @TextColumn({ length: 100, nullable: true })
  @Field(() => String, { nullable: true, description: 'City, at most 100 characters. Critical.' })
  city: string | null;

  @TextColumn({ length: 1_000, nullable: true })
  @Field(() => String, { nullable: true, description: 'What the person says of themselves, plain text of at most 1,000 characters.' })
  bio: string | null;

  @ReferenceColumn({ nullable: true })
  photoFileId: string | null;

  @ReferenceColumn({ nullable: true })
  logoFileId: string | null;

  /** When the person locked the critical fields. */
  @InstantColumn({ nullable: true })
  lockedAt: Date | null;

  /** Grows with each change: writing it first makes changes of one profile wait for each other. */
  @IntegerColumn()
  version: number;
}

export const profileOfUser = oneBy(UserProfile, 'userId');

/** The profile of somebody who has not told anything yet. */
export function blankProfile(userId: string): UserProfile {
  return Object.assign(new UserProfile(), {
    userId, phone: null, organizationName: null, jobTitle: null, city: null, bio: null, photoFileId: null, logoFileId: null, lockedAt: null, version: 0,
  });
}
