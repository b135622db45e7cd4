import { defineTemplate } from '../define-template';
import { NotificationCategory } from '../notification-category';
import { NotificationChannel } from '../notification-channel';

export const emailVerification = defineTemplate({
  key: 'identity.email-verification', channel: NotificationChannel.EMAIL, category: NotificationCategory.ACCOUNT,
  variables: { link: 'https://app.example/account/verify-email?token=…' },
  texts: {
    en: { subject: 'Confirm your address', text: 'Confirm that this address is yours with:\n\n{{ link }}\n\nIf you did not sign up, there is nothing to do.' },
    hi: { subject: 'अपने ईमेल पते की पुष्टि करें', text: 'इससे पुष्टि करें कि यह पता आपका है:\n\n{{ link }}\n\nयदि आपने खाता नहीं बनाया, तो कुछ करने की ज़रूरत नहीं।' },
    ko: { subject: '이메일 주소를 확인해 주세요', text: '아래에서 본인의 이메일 주소임을 확인해 주세요.\n\n{{ link }}\n\n가입하신 적이 없다면 아무것도 하지 않으셔도 됩니다.' },
  },
});
