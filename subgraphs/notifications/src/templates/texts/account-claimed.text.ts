import { defineTemplate } from '../define-template';
import { NotificationCategory } from '../notification-category';
import { NotificationChannel } from '../notification-channel';

export const accountClaimed = defineTemplate({
  key: 'identity.account-claimed', channel: NotificationChannel.EMAIL, category: NotificationCategory.SECURITY, variables: {},
  texts: {
    en: {
      subject: 'Your address is confirmed',
      text: 'You signed in with a code that was mailed to you, so the account is yours now. A password that was set before anybody had confirmed this address works no more; ask for a new one if you want one.',
    },
    hi: {
      subject: 'आपके पते की पुष्टि हो गई है',
      text: 'आपने ईमेल से मिले कोड से साइन इन किया, इसलिए यह खाता अब आपका है। इस पते की पुष्टि से पहले रखा गया पासवर्ड अब काम नहीं करेगा; चाहें तो नया पासवर्ड माँग लें।',
    },
    ko: {
      subject: '이메일 주소가 확인되었습니다',
      text: '메일로 받은 코드로 로그인하셨으므로 이제 이 계정은 회원님의 것입니다. 주소가 확인되기 전에 설정된 비밀번호는 더 이상 사용할 수 없습니다. 필요하시면 새 비밀번호를 요청하세요.',
    },
  },
});
