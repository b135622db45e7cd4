import { FlagColumn, IdColumn, InstantColumn, JsonColumn, TextColumn } from '@sangam/kit/database/columns';
import { byId } from '@sangam/kit/database/loaders';
import { connectionOf } from '@sangam/kit/graphql/connections';
import { DateTime, LanguageTag, TimeZone } from '@sangam/kit/graphql/scalars';
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Entity } from 'typeorm';
import { UserType } from './user-type';

export enum UserStatus {
  ACTIVE = 'ACTIVE',
  DISABLED = 'DISABLED',
  BANNED = 'BANNED',
  ERASED = 'ERASED',
}

export enum PlatformRole {
  ADMIN = 'ADMIN',
  STAFF = 'STAFF',
}

registerEnumType(UserStatus, {
  name: 'UserStatus', description: 'Whether a person may sign in.',
  valuesConfig: { ACTIVE: { description: 'May sign in.' }, DISABLED: { description: 'Switched off by an administrator.' }, BANNED: { description: 'Kept out for what they did, for good or until `bannedUntil`.' }, ERASED: { description: 'Erased for good: an empty account that stands where somebody was.' } },
});
registerEnumType(PlatformRole, {
  name: 'PlatformRole', description: 'Role on the whole platform, independent of any organization.',
  valuesConfig: { ADMIN: { description: 'May administer everything.' }, STAFF: { description: 'Works for the platform: support and moderation.' } },
});

@Entity('user_account')
@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: 'A person. Whoever can see an object that refers to a person sees `id` and `displayName`; the rest is for the person and administrators.' })
export class User {
  @IdColumn()
  @Field(() => ID, { description: 'Opaque id.' })
  id: string;

  @TextColumn({ length: 100 })
  @Field(() => String, { description: 'Name shown to others, 1 to 100 characters.' })
  displayName: string;

  /** Empty once the person is erased. */
  @TextColumn({ length: 255 })
  email: string;

  /** Lower-case form that is unique and compared byte by byte. */
  @TextColumn({ length: 255 })
  emailCanonical: string;

  @FlagColumn()
  @Field(() => Boolean, { nullable: true, description: 'Whether the person proved to own the address. Self and administrators.' })
  emailVerified: boolean;

  @TextColumn({ length: 20 })
  @Field(() => UserStatus, { nullable: true, description: 'Whether the person may sign in. Self and administrators.' })
  status: UserStatus;

  @InstantColumn({ nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When a ban ends by itself; null without a ban or for one without end. Self and administrators.' })
  bannedUntil: Date | null;

  @JsonColumn()
  @Field(() => [PlatformRole], { nullable: true, description: 'Roles on the whole platform. Self and administrators.' })
  platformRoles: PlatformRole[];

  /** Null: none, where the account was made before there were any. */
  @JsonColumn({ nullable: true })
  @Field(() => [UserType], { nullable: true, description: 'What the person is on the platform. Self and administrators.' })
  userTypes: UserType[] | null;

  @TextColumn({ length: 35 })
  @Field(() => LanguageTag, { nullable: true, description: 'Preferred language. Self and administrators.' })
  locale: string;

  @TextColumn({ length: 64 })
  @Field(() => TimeZone, { nullable: true, description: 'Zone in which days begin for this person. Self and administrators.' })
  timeZone: string;

  @InstantColumn()
  @Field(() => DateTime, { nullable: true, description: 'When the account was made. Self and administrators.' })
  createdAt: Date;

  /** Null: not since it was made. */
  @InstantColumn({ nullable: true })
  updatedAt: Date | null;

  @InstantColumn({ nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When the person last signed in; null before the first time. Self and administrators.' })
  lastSignedInAt: Date | null;
}

export const UserConnection = connectionOf(() => User, 'User');
export const userById = byId(User);
