import { LanguageTag, TimeZone } from '@sangam/kit/graphql/scalars';
import { Field, ID, InputType } from 'type-graphql';
import { CriticalProfileField } from './profile-field';
import { ProfileUpdateRequestStatus } from './profile-update-request.entity';

@InputType({ description: 'A change of one\'s own profile: what is absent stays, null clears. Fields marked critical are refused with PROFILE_LOCKED once they are locked.' })
export class UpdateMyProfileInput {
  @Field(() => String, { nullable: true, description: 'Full name, 1 to 100 characters; shown to others as `displayName`. Critical; cannot be cleared.' })
  fullName?: string | null;

  @Field(() => String, { nullable: true, description: 'Phone number, with country code or an Indian one without; kept as E.164.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'Firm or organization, 1 to 200 characters. Critical.' })
  organizationName?: string | null;

  @Field(() => String, { nullable: true, description: 'What the person is there, 1 to 100 characters. Critical.' })
  jobTitle?: string | null;

  @Field(() => String, { nullable: true, description: 'City, 1 to 100 characters. Critical.' })
  city?: string | null;

  @Field(() => String, { nullable: true, description: 'What the person says of themselves, plain text of 1 to 1,000 characters.' })
  bio?: string | null;

  @Field(() => LanguageTag, { nullable: true, description: 'Preferred language; cannot be cleared.' })
  locale?: string | null;

  @Field(() => TimeZone, { nullable: true, description: 'Zone in which the person\'s days begin; cannot be cleared.' })
  timeZone?: string | null;
}

@InputType({ description: 'The wish to change a critical field that is locked.' })
export class RequestProfileUpdateInput {
  @Field(() => CriticalProfileField, { description: 'The field.' })
  field: CriticalProfileField;

  @Field(() => String, { description: 'What it should say; within the field\'s length.' })
  newValue: string;

  @Field(() => String, { description: 'Why, 1 to 500 characters.' })
  reason: string;
}

@InputType({ description: 'Which requests; what is absent does not narrow.' })
export class ProfileUpdateRequestFilter {
  @Field(() => [ProfileUpdateRequestStatus], { nullable: true, description: 'Any of these states.' })
  status?: ProfileUpdateRequestStatus[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this person.' })
  userId?: string | null;
}
