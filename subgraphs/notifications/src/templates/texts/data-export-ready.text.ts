import { defineTemplate } from '../define-template';
import { NotificationCategory } from '../notification-category';
import { NotificationChannel } from '../notification-channel';

export const dataExportReady = defineTemplate({
  key: 'identity.data-export-ready', channel: NotificationChannel.EMAIL, category: NotificationCategory.ACCOUNT, variables: { number: '1', files: '2', until: '2026-11-27', link: 'https://api.example/data-exports/…' },
  texts: {
    en: {
      subject: 'A copy of your data is ready',
      text: 'File {{ number }} of {{ files }} of the copy of your data can be downloaded until {{ until }}:\n\n{{ link }}\n\nWhoever has this link can read your data: do not pass it on. If you did not ask for a copy, tell us.',
    },
    hi: {
      subject: 'आपके डेटा की प्रति तैयार है',
      text: 'आपके डेटा की प्रति की {{ files }} में से फ़ाइल {{ number }} {{ until }} तक यहाँ से डाउनलोड की जा सकती है:\n\n{{ link }}\n\nजिसके पास यह लिंक है वह आपका डेटा पढ़ सकता है: इसे किसी को न दें। यदि आपने प्रति नहीं माँगी, तो हमें बताएँ।',
    },
    ko: {
      subject: '데이터 사본이 준비되었습니다',
      text: '요청하신 데이터 사본의 파일 {{ files }}개 중 {{ number }}번째 파일을 {{ until }}까지 내려받을 수 있습니다.\n\n{{ link }}\n\n이 링크를 가진 사람은 누구나 데이터를 볼 수 있으니 공유하지 마세요. 사본을 요청하지 않았다면 알려 주세요.',
    },
  },
});
