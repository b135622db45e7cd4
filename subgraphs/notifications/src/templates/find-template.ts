import { findMany, type ReadPlace } from '@sangam/kit/database/read';
import { LANGUAGES } from './define-template';
import type { NotificationChannel } from './notification-channel';
import { NotificationTemplate } from './notification-template.entity';

/** `ko-KR`, `ko`, then the language that every text has. */
export function fallbackChain(locale: string): string[] {
  const parts = locale.split('-');
  const shorter = parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
  return [...new Set([...shorter, LANGUAGES[0]])];
}

export interface WantedTemplate {
  readonly key: string;
  readonly channel: NotificationChannel;
  readonly locale: string;
}

/** The text for somebody who prefers a language: in the closest one that has it. Null for an unknown key. */
export async function findTemplate(ctx: ReadPlace, { key, channel, locale }: WantedTemplate): Promise<NotificationTemplate | null> {
  const chain = fallbackChain(locale);
  const found = await findMany(ctx, NotificationTemplate, { where: { key, channel, locale: chain } });
  return found.sort((a, b) => chain.indexOf(a.locale) - chain.indexOf(b.locale))[0] ?? null;
}
