import { defineTemplate } from '../define-template';
import { NotificationCategory } from '../notification-category';
import { NotificationChannel } from '../notification-channel';

export const dataExportFailed = defineTemplate({
  key: 'identity.data-export-failed', channel: NotificationChannel.EMAIL, category: NotificationCategory.ACCOUNT, variables: {},
  texts: {
    en: {
      subject: 'The copy of your data could not be made',
      text: 'We could not make the copy of your data that was asked for. Ask for it again; if that fails too, tell us.',
    },
    hi: {
      subject: 'आपके डेटा की प्रति नहीं बन सकी',
      text: 'माँगी गई आपके डेटा की प्रति हम नहीं बना सके। कृपया फिर से माँगें; यदि फिर भी न बने, तो हमें बताएँ।',
    },
    ko: {
      subject: '데이터 사본을 만들지 못했습니다',
      text: '요청하신 데이터 사본을 만들지 못했습니다. 다시 요청해 주시고, 그래도 되지 않으면 알려 주세요.',
    },
  },
});
