import { defineTemplate } from '../define-template';
import { NotificationCategory } from '../notification-category';
import { NotificationChannel } from '../notification-channel';

export const emailCode = defineTemplate({
  key: 'identity.email-code', channel: NotificationChannel.EMAIL, category: NotificationCategory.SECURITY, variables: { code: '042137', minutes: '10' },
  texts: {
    en: {
      subject: 'Your sign-in code',
      text: 'Sign in with this code within {{ minutes }} minutes:\n\n{{ code }}\n\nNobody of ours will ever ask you for it. If you did not ask for it, there is nothing to do.',
    },
    hi: {
      subject: 'आपका साइन-इन कोड',
      text: '{{ minutes }} मिनट के भीतर इस कोड से साइन इन करें:\n\n{{ code }}\n\nहमारी ओर से कोई आपसे यह कोड कभी नहीं माँगेगा। यदि आपने यह नहीं माँगा, तो कुछ करने की ज़रूरत नहीं।',
    },
    ko: {
      subject: '로그인 코드',
      text: '{{ minutes }}분 안에 아래 코드로 로그인하세요.\n\n{{ code }}\n\n저희는 절대로 이 코드를 묻지 않습니다. 요청하신 적이 없다면 아무것도 하지 않으셔도 됩니다.',
    },
  },
});
