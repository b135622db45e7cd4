import type { NotificationCategory } from './notification-category';
import type { NotificationChannel } from './notification-channel';

/** Languages that every text comes in. The first one stands in for all others. */
export const LANGUAGES = ['en', 'hi', 'ko'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface TemplateText {
  /** One line of Liquid; mails only. */
  readonly subject?: string;
  /** Liquid; an empty line ends a paragraph. A mail's HTML part is made of it. */
  readonly text: string;
}

/** A text that the product sends, as it comes with it; administrators change the copy in the database. */
export interface TemplateDefinition {
  /** `<subgraph>.<name>`, of the subgraph that asks for it. */
  readonly key: string;
  readonly channel: NotificationChannel;
  readonly category: NotificationCategory;
  /** The variables it is sent with, each with an example for previews. A line that is nothing but a variable called `link` becomes a link in HTML. */
  readonly variables: Readonly<Record<string, string>>;
  readonly texts: Readonly<Record<Language, TemplateText>>;
}

export function defineTemplate(template: TemplateDefinition): TemplateDefinition {
  return Object.freeze(template);
}
