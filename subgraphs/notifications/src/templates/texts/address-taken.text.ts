import { defineTemplate } from '../define-template';
import { NotificationCategory } from '../notification-category';
import { NotificationChannel } from '../notification-channel';

export const addressTaken = defineTemplate({
  key: 'identity.address-taken', channel: NotificationChannel.EMAIL, category: NotificationCategory.SECURITY, variables: {},
  texts: {
    en: {
      subject: 'You already have an account',
      text: 'Somebody, probably you, signed up with this address. It already has an account: sign in with your password, or ask for a new one. If it was not you, there is nothing to do.',
    },
    hi: {
      subject: 'आपका खाता पहले से मौजूद है',
      text: 'किसी ने, संभवतः आपने, इस पते से खाता बनाना चाहा। इस पते का खाता पहले से है: अपने पासवर्ड से साइन इन करें, या नया पासवर्ड माँगें। यदि यह आपने नहीं किया, तो कुछ करने की ज़रूरत नहीं।',
    },
    ko: {
      subject: '이미 계정이 있습니다',
      text: '이 주소로 가입이 시도되었습니다. 이 주소에는 이미 계정이 있으니 비밀번호로 로그인하시거나 새 비밀번호를 요청하세요. 본인이 시도하지 않았다면 아무것도 하지 않으셔도 됩니다.',
    },
  },
});
