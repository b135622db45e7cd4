import { defineTemplate } from '../define-template';
import { NotificationCategory } from '../notification-category';
import { NotificationChannel } from '../notification-channel';

export const identityLinked = defineTemplate({
  key: 'identity.identity-linked', channel: NotificationChannel.EMAIL, category: NotificationCategory.SECURITY, variables: { provider: 'Google' },
  texts: {
    en: {
      subject: '{{ provider }} was linked to your account',
      text: 'From now on your account can be signed in to with {{ provider }}. If it was not you, remove it in your account and choose a new password.',
    },
    hi: {
      subject: '{{ provider }} आपके खाते से जोड़ा गया',
      text: 'अब से आपके खाते में {{ provider }} से साइन इन किया जा सकता है। यदि यह आपने नहीं किया, तो उसे अपने खाते से हटाएँ और नया पासवर्ड चुनें।',
    },
    ko: {
      subject: '{{ provider }} 계정이 연결되었습니다',
      text: '이제 {{ provider }} 계정으로 로그인할 수 있습니다. 본인이 연결하지 않았다면 계정 설정에서 연결을 해제하고 새 비밀번호를 설정하세요.',
    },
  },
});

export const identityUnlinked = defineTemplate({
  key: 'identity.identity-unlinked', channel: NotificationChannel.EMAIL, category: NotificationCategory.SECURITY, variables: { provider: 'Google' },
  texts: {
    en: {
      subject: '{{ provider }} was removed from your account',
      text: 'Your account can no longer be signed in to with {{ provider }}. If it was not you, choose a new password.',
    },
    hi: {
      subject: '{{ provider }} आपके खाते से हटाया गया',
      text: 'अब आपके खाते में {{ provider }} से साइन इन नहीं किया जा सकता। यदि यह आपने नहीं किया, तो नया पासवर्ड चुनें।',
    },
    ko: {
      subject: '{{ provider }} 계정 연결이 해제되었습니다',
      text: '이제 {{ provider }} 계정으로 로그인할 수 없습니다. 본인이 해제하지 않았다면 새 비밀번호를 설정하세요.',
    },
  },
});
