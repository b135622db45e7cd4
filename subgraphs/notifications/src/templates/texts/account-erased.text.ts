import { defineTemplate } from '../define-template';
import { NotificationCategory } from '../notification-category';
import { NotificationChannel } from '../notification-channel';

export const accountErased = defineTemplate({
  key: 'identity.account-erased', channel: NotificationChannel.EMAIL, category: NotificationCategory.SECURITY, variables: {},
  texts: {
    en: {
      subject: 'Your account was deleted',
      text: 'Your account and the data that belonged to it are deleted for good. What other parts of the product still hold goes within 24 hours. This is our last mail to you, and we keep no copy of your address.',
    },
    hi: {
      subject: 'आपका खाता हटा दिया गया है',
      text: 'आपका खाता और उससे जुड़ा डेटा हमेशा के लिए हटा दिया गया है। उत्पाद के अन्य भागों में जो कुछ बचा है, वह 24 घंटे के भीतर हटा दिया जाएगा। यह आपको हमारा अंतिम मेल है, और हम आपके पते की कोई प्रति नहीं रखते।',
    },
    ko: {
      subject: '계정이 삭제되었습니다',
      text: '계정과 관련 데이터가 영구적으로 삭제되었습니다. 서비스의 다른 부분에 남아 있는 데이터도 24시간 안에 삭제됩니다. 이 메일이 마지막 안내이며, 이메일 주소는 보관하지 않습니다.',
    },
  },
});
