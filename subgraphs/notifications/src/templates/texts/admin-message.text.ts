import { defineTemplate, type Language, type TemplateText } from '../define-template';
import { NotificationCategory } from '../notification-category';
import { NotificationChannel } from '../notification-channel';

const SUBJECTS: Readonly<Record<Language, string>> = { en: 'A message for you', hi: 'आपके लिए एक संदेश', ko: '새 메시지가 도착했습니다' };
const FOOTERS: Readonly<Record<Language, string>> = { en: 'The team wrote this to you.', hi: 'यह संदेश हमारी टीम ने आपको भेजा है।', ko: '운영팀에서 보내드린 메시지입니다.' };

const inEach = (text: (language: Language) => TemplateText): Readonly<Record<Language, TemplateText>> => ({ en: text('en'), hi: text('hi'), ko: text('ko') });
const shared = { key: 'notifications.admin-message', category: NotificationCategory.MESSAGES, variables: { message: 'Your documents have been checked.' } };

/** What an administrator writes to one person, over the channel that they choose. */
export const adminMessages = [
  defineTemplate({ ...shared, channel: NotificationChannel.EMAIL, texts: inEach((language) => ({ subject: SUBJECTS[language], text: `{{ message }}\n\n${FOOTERS[language]}` })) }),
  defineTemplate({ ...shared, channel: NotificationChannel.SMS, texts: inEach((language) => ({ text: `{{ message }}\n${FOOTERS[language]}` })) }),
  defineTemplate({ ...shared, channel: NotificationChannel.IN_APP, texts: inEach((language) => ({ subject: SUBJECTS[language], text: `{{ message }}\n\n${FOOTERS[language]}` })) }),
];
