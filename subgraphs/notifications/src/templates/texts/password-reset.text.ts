import { defineTemplate } from '../define-template';
import { NotificationCategory } from '../notification-category';
import { NotificationChannel } from '../notification-channel';

export const passwordReset = defineTemplate({
  key: 'identity.password-reset', channel: NotificationChannel.EMAIL, category: NotificationCategory.SECURITY,
  variables: { link: 'https://app.example/account/reset-password?token=…' },
  texts: {
    en: {
      subject: 'Choose a new password',
      text: 'Somebody, probably you, asked for a new password. Within 15 minutes choose one with:\n\n{{ link }}\n\nIf it was not you, there is nothing to do: your password stays as it is.',
    },
    hi: {
      subject: 'नया पासवर्ड चुनें',
      text: 'किसी ने, संभवतः आपने, नया पासवर्ड माँगा है। 15 मिनट के भीतर इससे नया पासवर्ड चुनें:\n\n{{ link }}\n\nयदि यह आपने नहीं किया, तो कुछ करने की ज़रूरत नहीं: आपका पासवर्ड वही रहेगा।',
    },
    ko: {
      subject: '새 비밀번호를 설정하세요',
      text: '비밀번호 재설정이 요청되었습니다. 본인이 요청하셨다면 15분 안에 아래에서 새 비밀번호를 설정하세요.\n\n{{ link }}\n\n본인이 요청하지 않았다면 아무것도 하지 않으셔도 됩니다. 비밀번호는 그대로 유지됩니다.',
    },
  },
});
