import { LocalTime } from '@sangam/kit/graphql/scalars';
import { Field, InputType, ObjectType } from 'type-graphql';
import { NotificationCategory } from '../templates/notification-category';
import { NotificationChannel } from '../templates/notification-channel';

@ObjectType({ simpleResolvers: true, description: 'Whether one is told about something over a channel. Only the person sees it.' })
export class NotificationCategoryPreference {
  @Field(() => NotificationCategory, { description: 'What about.' })
  category: NotificationCategory;

  @Field(() => NotificationChannel, { description: 'Over which channel.' })
  channel: NotificationChannel;

  @Field(() => Boolean, { description: 'Whether it is sent.' })
  enabled: boolean;

  @Field(() => Boolean, { description: 'Whether it cannot be switched off.' })
  mandatory: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'When mails and text messages wait, in the person\'s time zone. From after to: over midnight.' })
export class NotificationQuietHours {
  @Field(() => LocalTime, { description: 'Their beginning.' })
  from: string;

  @Field(() => LocalTime, { description: 'Their end; what has waited is sent then.' })
  to: string;
}

@ObjectType({ simpleResolvers: true, description: 'What a person wants to be told, and when. Only the person sees it.' })
export class NotificationPreferences {
  @Field(() => Boolean, { description: 'Whether mails are sent, mandatory ones aside.' })
  emailEnabled: boolean;

  @Field(() => Boolean, { description: 'Whether text messages are sent, mandatory ones aside.' })
  smsEnabled: boolean;

  @Field(() => [NotificationCategoryPreference], { description: 'One for each category and channel.' })
  categories: NotificationCategoryPreference[];

  @Field(() => NotificationQuietHours, { nullable: true, description: 'When mandatory notifications only are sent; null: at no time. The feed is not held back.' })
  quietHours: NotificationQuietHours | null;
}

@InputType({ description: 'A decision about one category and channel.' })
export class NotificationCategoryPreferenceInput {
  @Field(() => NotificationCategory, { description: 'What about; not a mandatory one to switch it off.' })
  category: NotificationCategory;

  @Field(() => NotificationChannel, { description: 'Over which channel.' })
  channel: NotificationChannel;

  @Field(() => Boolean, { description: 'Whether to send it.' })
  enabled: boolean;
}

@InputType({ description: 'When to wait; whole minutes.' })
export class NotificationQuietHoursInput {
  @Field(() => LocalTime, { description: 'Their beginning.' })
  from: string;

  @Field(() => LocalTime, { description: 'Their end, another time.' })
  to: string;
}

@InputType({ description: 'What changes in one\'s preferences; absent stays, `null` is as it was at first.' })
export class UpdateNotificationPreferencesInput {
  @Field(() => Boolean, { nullable: true, description: 'Whether to send mails.' })
  emailEnabled?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether to send text messages.' })
  smsEnabled?: boolean | null;

  @Field(() => [NotificationCategoryPreferenceInput], { nullable: true, description: 'Decisions; those that are not named stay. At most 50.' })
  categories?: NotificationCategoryPreferenceInput[] | null;

  @Field(() => NotificationQuietHoursInput, { nullable: true, description: 'Quiet hours; `null`: none.' })
  quietHours?: NotificationQuietHoursInput | null;
}
