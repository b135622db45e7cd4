import { defineTemplate } from '../define-template';
import { NotificationCategory } from '../notification-category';
import { NotificationChannel } from '../notification-channel';

export const passwordChanged = defineTemplate({
  key: 'identity.password-changed', channel: NotificationChannel.EMAIL, category: NotificationCategory.SECURITY, variables: {},
  texts: {
    en: {
      subject: 'Your password was changed',
      text: 'The password of your account was changed, and your other devices were signed out. If it was not you, reset the password at once and secure your mailbox.',
    },
    hi: {
      subject: 'आपका पासवर्ड बदल दिया गया है',
      text: 'आपके खाते का पासवर्ड बदला गया और आपके अन्य उपकरण साइन आउट कर दिए गए। यदि यह आपने नहीं किया, तो तुरंत पासवर्ड रीसेट करें और अपना मेलबॉक्स सुरक्षित करें।',
    },
    ko: {
      subject: '비밀번호가 변경되었습니다',
      text: '계정 비밀번호가 변경되었고 다른 기기에서 로그아웃되었습니다. 본인이 하지 않았다면 즉시 비밀번호를 재설정하고 메일함을 안전하게 보호하세요.',
    },
  },
});
