import { EmailAddress, LanguageTag } from '@sangam/kit/graphql/scalars';
import { Directive, Field, ID, InputType } from 'type-graphql';
import { NotificationChannel } from '../templates/notification-channel';
import { TemplateVariableInput } from '../templates/template-variable.inputs';

@InputType({ description: 'What an administrator tells one person.' })
export class SendUserNotificationInput {
  @Field(() => ID, { description: 'The person.' })
  userId: string;

  @Field(() => NotificationChannel, { description: 'How. By mail to the address of the account, as a text message to `phone`, or into the feed, to open apps and browsers (IN_APP; not PUSH alone).' })
  channel: NotificationChannel;

  @Field(() => String, { description: 'The text, 1 to 2,000 characters; 1 to 480 as a text message.' })
  message: string;

  @Field(() => String, { nullable: true, description: 'Phone number for a text message, E.164, e.g. `+919876543210`; accounts have none.' })
  phone?: string | null;
}

@Directive('@inaccessible')
@InputType({ description: 'A mail that some part of the product, or a partner by way of it, wants to be sent.' })
export class SendEmailInput {
  @Field(() => String, { description: 'Same key, same mail: it is sent once. 1 to 200 characters.' })
  key: string;

  @Field(() => EmailAddress, { description: 'The address.' })
  to: string;

  @Field(() => ID, { nullable: true, description: 'The person whose preferences count; absent for an address without an account.' })
  userId?: string | null;

  @Field(() => String, { description: 'Key of the template.' })
  templateKey: string;

  @Field(() => [TemplateVariableInput], { description: 'Values for all names of the template, at most 50.' })
  variables: TemplateVariableInput[];

  @Field(() => LanguageTag, { description: 'Language of the recipient; the closest one with a text is used.' })
  language: string;
}

@Directive('@inaccessible')
@InputType({ description: 'A text message that some part of the product wants to be sent.' })
export class SendSmsInput {
  @Field(() => String, { description: 'Same key, same message: it is sent once. 1 to 200 characters.' })
  key: string;

  @Field(() => String, { description: 'Phone number, E.164.' })
  to: string;

  @Field(() => ID, { nullable: true, description: 'The person whose preferences count.' })
  userId?: string | null;

  @Field(() => String, { description: 'The text, 1 to 480 characters.' })
  message: string;

  @Field(() => LanguageTag, { description: 'Language of the recipient.' })
  language: string;
}
