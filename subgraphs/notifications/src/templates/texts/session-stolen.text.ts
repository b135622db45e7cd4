import { defineTemplate } from '../define-template';
import { NotificationCategory } from '../notification-category';
import { NotificationChannel } from '../notification-channel';

export const sessionStolen = defineTemplate({
  key: 'identity.session-stolen', channel: NotificationChannel.EMAIL, category: NotificationCategory.SECURITY, variables: { device: 'Firefox on Linux', ip: '203.0.113.7', time: '2026-11-24T09:30:00.000Z' },
  texts: {
    en: {
      subject: 'A login session was ended',
      text: 'Somebody presented a token of your login session that had been exchanged before. It may have been copied, so the session was ended; sign in again.\n\n{{ device }}, {{ ip }}, {{ time }}\n\nIf you see this often, change your password.',
    },
    hi: {
      subject: 'एक लॉगिन सत्र समाप्त किया गया',
      text: 'किसी ने आपके लॉगिन सत्र का ऐसा टोकन प्रस्तुत किया जो पहले ही बदला जा चुका था। हो सकता है उसकी नकल की गई हो, इसलिए सत्र समाप्त कर दिया गया; दोबारा साइन इन करें।\n\n{{ device }}, {{ ip }}, {{ time }}\n\nयदि ऐसा बार-बार हो, तो अपना पासवर्ड बदलें।',
    },
    ko: {
      subject: '로그인 세션이 종료되었습니다',
      text: '이미 교체된 로그인 세션 토큰이 다시 제출되었습니다. 복사되었을 수 있어 세션을 종료했으니 다시 로그인하세요.\n\n{{ device }}, {{ ip }}, {{ time }}\n\n이 메일이 자주 온다면 비밀번호를 변경하세요.',
    },
  },
});
