import { defineTemplate } from '../define-template';
import { NotificationCategory } from '../notification-category';
import { NotificationChannel } from '../notification-channel';

export const webhookEnd = defineTemplate({
  key: 'notifications.webhook-end', channel: NotificationChannel.EMAIL, category: NotificationCategory.ACCOUNT, variables: { url: 'https://partner.example/hooks', reason: 'GONE' },
  texts: {
    en: {
      subject: 'A webhook endpoint was disabled',
      text: 'Nothing is sent to this endpoint any more:\n\n{{ url }}\n\n{% if reason == \'GONE\' %}It answered 410 Gone.{% else %}Nothing that was sent to it within the last five days was accepted.{% endif %} What happens from now on is kept. Once the endpoint works again, enable it and replay what it missed.',
    },
    hi: {
      subject: 'एक वेबहुक एंडपॉइंट बंद कर दिया गया',
      text: 'अब इस एंडपॉइंट पर कुछ नहीं भेजा जाता:\n\n{{ url }}\n\n{% if reason == \'GONE\' %}उसने 410 Gone उत्तर दिया।{% else %}पिछले पाँच दिनों में उसे भेजा गया कोई भी संदेश स्वीकार नहीं हुआ।{% endif %} अब से जो होगा वह सहेजा जाएगा। एंडपॉइंट ठीक होने पर उसे चालू करें और छूटे हुए संदेश दोबारा भेजें।',
    },
    ko: {
      subject: '웹훅 엔드포인트가 비활성화되었습니다',
      text: '이제 다음 엔드포인트로는 아무것도 전송되지 않습니다.\n\n{{ url }}\n\n{% if reason == \'GONE\' %}엔드포인트가 410 Gone으로 응답했습니다.{% else %}지난 5일 동안 전송된 메시지가 하나도 수락되지 않았습니다.{% endif %} 앞으로 발생하는 이벤트는 보관됩니다. 엔드포인트가 다시 작동하면 활성화한 뒤 누락된 메시지를 재전송하세요.',
    },
  },
});
