import { EmailAddress, LanguageTag } from '@sangam/kit/graphql/scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { NotificationChannel } from './notification-channel';
import { TemplateVariableInput } from './template-variable.inputs';

@InputType({ description: 'Which templates; all conditions hold.' })
export class NotificationTemplateFilter {
  @Field(() => [NotificationChannel], { nullable: true, description: 'Of these channels.' })
  channels?: NotificationChannel[] | null;

  @Field(() => [LanguageTag], { nullable: true, description: 'In exactly these languages.' })
  locales?: string[] | null;

  @Field(() => String, { nullable: true, description: 'For this situation, e.g. `identity.password-reset`.' })
  key?: string | null;
}

@InputType({ description: 'Other words for a template. What is absent stays; it must be valid for the variables of its situation.' })
export class UpdateNotificationTemplateInput {
  @Field(() => Int, { description: 'The version that the change is made to; CONFLICT when there is a newer one.' })
  version: number;

  @Field(() => String, { nullable: true, description: 'Subject or title, Liquid, 1 to 200 characters. Not for text messages.' })
  subject?: string | null;

  @Field(() => String, { nullable: true, description: 'The text, Liquid, 1 to 20,000 characters.' })
  bodyText?: string | null;

  @Field(() => String, { nullable: true, description: 'The HTML part of a mail, Liquid, 1 to 100,000 characters; `null`: made of the text.' })
  bodyHtml?: string | null;
}

@InputType({ description: 'A text to look at before it is saved.' })
export class NotificationTemplatePreviewInput {
  @Field(() => ID, { description: 'The template.' })
  templateId: string;

  @Field(() => String, { nullable: true, description: 'Another subject; the saved one when absent.' })
  subject?: string | null;

  @Field(() => String, { nullable: true, description: 'Another text; the saved one when absent.' })
  bodyText?: string | null;

  @Field(() => String, { nullable: true, description: 'Another HTML part; the saved one when absent, made of the text when `null`.' })
  bodyHtml?: string | null;

  @Field(() => [TemplateVariableInput], { defaultValue: [], description: 'Values; the examples of the situation for the others. At most 50.' })
  variables: TemplateVariableInput[];
}

@InputType({ description: 'A mail to see a template as its recipients do.' })
export class SendTestEmailInput {
  @Field(() => ID, { description: 'The template, of the channel EMAIL.' })
  templateId: string;

  @Field(() => EmailAddress, { description: 'Where to.' })
  to: string;

  @Field(() => [TemplateVariableInput], { defaultValue: [], description: 'Values; the examples of the situation for the others. At most 50.' })
  variables: TemplateVariableInput[];
}

@ObjectType({ simpleResolvers: true, description: 'What a recipient would be shown.' })
export class NotificationTemplatePreview {
  @Field(() => String, { description: 'Subject or title; empty for text messages.' })
  subject: string;

  @Field(() => String, { description: 'The text part, the text message or the entry of the feed.' })
  text: string;

  @Field(() => String, { nullable: true, description: 'The HTML part; null for other channels than mail. Show it in a sandboxed frame only.' })
  html: string | null;
}
