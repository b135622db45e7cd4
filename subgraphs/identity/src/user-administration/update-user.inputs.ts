import { EmailAddress, LanguageTag, TimeZone } from '@sangam/kit/graphql/scalars';
import { Field, InputType } from 'type-graphql';
import { PlatformRole, UserStatus } from '../users/user.entity';
import { UserType } from '../users/user-type';

@InputType({ description: 'What an administrator changes of an account and its profile, locked or not; what is left out stays. Null clears a part of the profile; nothing else can be null.' })
export class UpdateUserInput {
  @Field(() => String, { nullable: true, description: 'Name shown to others, 1 to 100 characters.' })
  displayName?: string | null;

  @Field(() => EmailAddress, { nullable: true, description: 'New address. It is not verified until its owner proves it; all sessions end, and the former address is told.' })
  email?: string | null;

  @Field(() => UserStatus, { nullable: true, description: 'Whether the person may sign in; other than ACTIVE it needs a reason and ends all sessions.' })
  status?: UserStatus | null;

  @Field(() => String, { nullable: true, description: 'Why the status changes, 1 to 500 characters; kept on record.' })
  statusReason?: string | null;

  @Field(() => [UserType], { nullable: true, description: 'What the person is on the platform; replaces what there was.' })
  userTypes?: UserType[] | null;

  @Field(() => [PlatformRole], { nullable: true, description: 'Roles on the whole platform; replaces what there was. Only of somebody who may sign in.' })
  platformRoles?: PlatformRole[] | null;

  @Field(() => String, { nullable: true, description: 'Phone number, with country code or an Indian one without; kept as E.164.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'Firm or organization, 1 to 200 characters.' })
  organizationName?: string | null;

  @Field(() => String, { nullable: true, description: 'What the person is there, 1 to 100 characters.' })
  jobTitle?: string | null;

  @Field(() => String, { nullable: true, description: 'City, 1 to 100 characters.' })
  city?: string | null;

  @Field(() => String, { nullable: true, description: 'What the person says of themselves, plain text of 1 to 1,000 characters.' })
  bio?: string | null;

  @Field(() => LanguageTag, { nullable: true, description: 'Preferred language.' })
  locale?: string | null;

  @Field(() => TimeZone, { nullable: true, description: 'Zone in which days begin for this person.' })
  timeZone?: string | null;
}
