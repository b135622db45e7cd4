import { defineTemplate, type Language } from '../define-template';
import { NotificationCategory } from '../notification-category';
import { NotificationChannel } from '../notification-channel';

const SENDERS: Readonly<Record<Language, string>> = { en: 'Message from Sangam', hi: 'संगम का संदेश', ko: '상감 알림' };

/** A text message whose words another part of the product has chosen. */
export const plainSms = defineTemplate({
  key: 'notifications.plain-message', channel: NotificationChannel.SMS, category: NotificationCategory.MESSAGES, variables: { message: 'Your session begins at 10:00.' },
  texts: { en: { text: `${SENDERS.en}: {{ message }}` }, hi: { text: `${SENDERS.hi}: {{ message }}` }, ko: { text: `${SENDERS.ko}: {{ message }}` } },
});
