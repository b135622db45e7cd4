import { defineTemplate } from '../define-template';
import { NotificationCategory } from '../notification-category';
import { NotificationChannel } from '../notification-channel';

export const mfaChanged = defineTemplate({
  key: 'identity.mfa-changed', channel: NotificationChannel.EMAIL, category: NotificationCategory.SECURITY, variables: { change: 'ADDED' },
  texts: {
    en: {
      subject: 'Your second factors have changed',
      text: '{% case change %}{% when \'ADDED\' %}A second factor was added to your account. Sign-ins ask for it from now on.{% when \'REMOVED\' %}A second factor was removed from your account.{% when \'BACKUP_CODES_REPLACED\' %}Your account has new backup codes. The old ones do not work any more.{% else %}One of your backup codes was used to prove that it is you.{% endcase %} If it was not you, choose a new password and look at your second factors.',
    },
    hi: {
      subject: 'आपका दो-चरणीय सत्यापन बदल गया है',
      text: '{% case change %}{% when \'ADDED\' %}आपके खाते में सत्यापन का दूसरा चरण जोड़ा गया है। अब से साइन इन करते समय वह माँगा जाएगा।{% when \'REMOVED\' %}आपके खाते से सत्यापन का दूसरा चरण हटा दिया गया है।{% when \'BACKUP_CODES_REPLACED\' %}आपके खाते के बैकअप कोड नए हैं। पुराने कोड अब काम नहीं करेंगे।{% else %}यह साबित करने के लिए कि आप ही हैं, आपका एक बैकअप कोड इस्तेमाल हुआ।{% endcase %} यदि यह आपने नहीं किया, तो नया पासवर्ड चुनें और अपने सत्यापन के तरीके जाँचें।',
    },
    ko: {
      subject: '2단계 인증이 변경되었습니다',
      text: '{% case change %}{% when \'ADDED\' %}계정에 2단계 인증 수단이 추가되었습니다. 이제부터 로그인할 때 필요합니다.{% when \'REMOVED\' %}계정에서 2단계 인증 수단이 삭제되었습니다.{% when \'BACKUP_CODES_REPLACED\' %}백업 코드가 새로 발급되었습니다. 이전 코드는 더 이상 사용할 수 없습니다.{% else %}본인 확인에 백업 코드 하나가 사용되었습니다.{% endcase %} 본인이 하지 않았다면 새 비밀번호를 설정하고 2단계 인증 수단을 확인하세요.',
    },
  },
});
