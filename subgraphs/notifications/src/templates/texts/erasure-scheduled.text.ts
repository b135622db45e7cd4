import { defineTemplate } from '../define-template';
import { NotificationCategory } from '../notification-category';
import { NotificationChannel } from '../notification-channel';

export const erasureScheduled = defineTemplate({
  key: 'identity.erasure-scheduled', channel: NotificationChannel.EMAIL, category: NotificationCategory.SECURITY, variables: { date: '2026-12-24' },
  texts: {
    en: {
      subject: 'Your account will be deleted',
      text: 'Your account and all data that belongs to it will be deleted for good on {{ date }}.\n\nIf you want to keep it, sign in before that day and take the deletion back.',
    },
    hi: {
      subject: 'आपका खाता हटाया जाएगा',
      text: 'आपका खाता और उससे जुड़ा सारा डेटा {{ date }} को हमेशा के लिए हटा दिया जाएगा।\n\nयदि आप इसे रखना चाहते हैं, तो उस दिन से पहले साइन इन करके हटाने का अनुरोध वापस लें।',
    },
    ko: {
      subject: '계정이 삭제될 예정입니다',
      text: '계정과 관련된 모든 데이터가 {{ date }}에 영구적으로 삭제됩니다.\n\n계정을 유지하려면 그날 이전에 로그인하여 삭제를 취소하세요.',
    },
  },
});
