import { defineTemplate } from '../define-template';
import { NotificationCategory } from '../notification-category';
import { NotificationChannel } from '../notification-channel';

export const erasureCancelled = defineTemplate({
  key: 'identity.erasure-cancelled', channel: NotificationChannel.EMAIL, category: NotificationCategory.SECURITY, variables: { date: '2026-12-24' },
  texts: {
    en: {
      subject: 'Your account stays',
      text: 'The deletion of your account that was planned for {{ date }} was taken back. Your account stays as it is. If it was not you who wanted that, tell us.',
    },
    hi: {
      subject: 'आपका खाता बना रहेगा',
      text: '{{ date }} के लिए नियोजित आपके खाते को हटाना वापस ले लिया गया है। आपका खाता जैसा है वैसा ही रहेगा। यदि यह आपने नहीं चाहा था, तो हमें बताएँ।',
    },
    ko: {
      subject: '계정이 그대로 유지됩니다',
      text: '{{ date }}에 예정되어 있던 계정 삭제가 취소되었습니다. 계정은 그대로 유지됩니다. 본인이 원한 것이 아니라면 알려 주세요.',
    },
  },
});
