import { defineTemplate } from '../define-template';
import { NotificationCategory } from '../notification-category';
import { NotificationChannel } from '../notification-channel';

export const newDevice = defineTemplate({
  key: 'identity.new-device', channel: NotificationChannel.EMAIL, category: NotificationCategory.SECURITY, variables: { device: 'Firefox on Linux', ip: '203.0.113.7', time: '2026-11-24T09:30:00.000Z' },
  texts: {
    en: {
      subject: 'Sign-in from a new device',
      text: 'Somebody signed in to your account from a device that we have not seen before:\n\n{{ device }}, {{ ip }}, {{ time }}\n\nIf it was not you, end that session and change your password.',
    },
    hi: {
      subject: 'नए उपकरण से साइन इन',
      text: 'आपके खाते में ऐसे उपकरण से साइन इन हुआ जिसे हमने पहले नहीं देखा:\n\n{{ device }}, {{ ip }}, {{ time }}\n\nयदि यह आपने नहीं किया, तो वह सत्र समाप्त करें और अपना पासवर्ड बदलें।',
    },
    ko: {
      subject: '새 기기에서 로그인',
      text: '처음 보는 기기에서 계정에 로그인했습니다:\n\n{{ device }}, {{ ip }}, {{ time }}\n\n본인이 아니라면 해당 세션을 종료하고 비밀번호를 변경하세요.',
    },
  },
});
