import { NotificationCategory } from '../templates/notification-category';
import type { Unsubscription } from './unsubscribe-token';

const NAMES: Readonly<Record<NotificationCategory, string>> = {
  [NotificationCategory.SECURITY]: 'security', [NotificationCategory.ACCOUNT]: 'your account', [NotificationCategory.BILLING]: 'invoices and payments',
  [NotificationCategory.MESSAGES]: 'messages', [NotificationCategory.REMINDERS]: 'reminders', [NotificationCategory.NEWS]: 'news',
};

/** A form that posts to its own address. */
export function unsubscribePage({ category }: Pick<Unsubscription, 'category'>): string {
  return html(`<p>Do you want no more mails about ${NAMES[category]}?</p><form method="post"><button>Send me no more of them</button></form>`);
}

export function unsubscribedPage({ category }: Pick<Unsubscription, 'category'>): string {
  return html(`<p>You get no more mails about ${NAMES[category]}. Your preferences in the app bring them back.</p>`);
}

function html(body: string): string {
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mails</title></head><body><main>${body}</main></body></html>`;
}
