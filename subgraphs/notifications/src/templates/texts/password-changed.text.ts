import { defineTemplate } from '../define-template';
import { NotificationCategory } from '../notification-category';
import { NotificationChannel } from '../notification-channel';

export const passwordChanged = defineTemplate({
  key: 'identity.password-changed', channel: NotificationChannel.EMAIL, category: NotificationCategory.SECURITY, variables: {},
  texts: {
    en: {
      subject: 'Your password was changed',
      text: 'The password of your account was reset with a token that we mailed to you, and all devices were signed out. If it was not you, reset it again and secure your mailbox.',
    },
    hi: {
      subject: 'आपका पासवर्ड बदल दिया गया है',
      text: 'हमारे भेजे गए टोकन से आपके खाते का पासवर्ड बदला गया और सभी उपकरण साइन आउट कर दिए गए। यदि यह आपने नहीं किया, तो पासवर्ड दोबारा बदलें और अपना मेलबॉक्स सुरक्षित करें।',
    },
    ko: {
      subject: '비밀번호가 변경되었습니다',
      text: '메일로 보내드린 토큰으로 계정 비밀번호가 재설정되었고 모든 기기에서 로그아웃되었습니다. 본인이 하지 않았다면 비밀번호를 다시 재설정하고 메일함을 안전하게 보호하세요.',
    },
  },
});
