import { defineTemplate } from '../define-template';
import { NotificationCategory } from '../notification-category';
import { NotificationChannel } from '../notification-channel';

export const emailChange = defineTemplate({
  key: 'identity.email-change', channel: NotificationChannel.EMAIL, category: NotificationCategory.SECURITY, variables: { link: 'https://app.example/account/confirm-email-change?token=…' },
  texts: {
    en: {
      subject: 'Confirm your new address',
      text: 'This is to be the new address of an account. If that account is yours, confirm within 15 minutes with:\n\n{{ link }}\n\nIf it is not yours, there is nothing to do.',
    },
    hi: {
      subject: 'अपने नए पते की पुष्टि करें',
      text: 'यह पता किसी खाते का नया पता बनने वाला है। यदि वह खाता आपका है, तो 15 मिनट के भीतर इससे पुष्टि करें:\n\n{{ link }}\n\nयदि वह आपका नहीं है, तो कुछ करने की ज़रूरत नहीं।',
    },
    ko: {
      subject: '새 이메일 주소를 확인해 주세요',
      text: '이 주소가 어떤 계정의 새 주소로 요청되었습니다. 본인의 계정이라면 15분 안에 아래에서 확인해 주세요.\n\n{{ link }}\n\n본인의 계정이 아니라면 아무것도 하지 않으셔도 됩니다.',
    },
  },
});

export const emailChangeTaken = defineTemplate({
  key: 'identity.email-change-taken', channel: NotificationChannel.EMAIL, category: NotificationCategory.SECURITY, variables: {},
  texts: {
    en: {
      subject: 'This address has an account',
      text: 'Somebody, probably you, wanted to give this address to another account. It has one already, so nothing was changed. If it was not you, there is nothing to do.',
    },
    hi: {
      subject: 'इस पते का खाता पहले से है',
      text: 'किसी ने, संभवतः आपने, यह पता दूसरे खाते को देना चाहा। इस पते का खाता पहले से है, इसलिए कुछ नहीं बदला गया। यदि यह आपने नहीं किया, तो कुछ करने की ज़रूरत नहीं।',
    },
    ko: {
      subject: '이 주소에는 이미 계정이 있습니다',
      text: '이 주소를 다른 계정의 주소로 바꾸려는 요청이 있었습니다. 이미 계정이 있는 주소이므로 아무것도 변경되지 않았습니다. 본인이 요청하지 않았다면 아무것도 하지 않으셔도 됩니다.',
    },
  },
});

export const emailChangeAsked = defineTemplate({
  key: 'identity.email-change-asked', channel: NotificationChannel.EMAIL, category: NotificationCategory.SECURITY, variables: {},
  texts: {
    en: {
      subject: 'A new address was asked for',
      text: 'Somebody signed in to your account asked to give it another address. If it was not you, choose a new password: nothing has changed yet.',
    },
    hi: {
      subject: 'नया पता माँगा गया है',
      text: 'आपके खाते में साइन इन किसी व्यक्ति ने उसका पता बदलना चाहा है। यदि यह आप नहीं थे, तो नया पासवर्ड चुनें: अभी कुछ नहीं बदला है।',
    },
    ko: {
      subject: '새 이메일 주소가 요청되었습니다',
      text: '회원님의 계정에 로그인한 사람이 주소 변경을 요청했습니다. 본인이 아니라면 새 비밀번호를 설정하세요. 아직 아무것도 변경되지 않았습니다.',
    },
  },
});

export const emailChanged = defineTemplate({
  key: 'identity.email-changed', channel: NotificationChannel.EMAIL, category: NotificationCategory.SECURITY, variables: {},
  texts: {
    en: {
      subject: 'Your address was changed',
      text: 'Your account has another address now; this one opens it no more. If it was not you, tell us at once.',
    },
    hi: {
      subject: 'आपका पता बदल दिया गया है',
      text: 'आपके खाते का पता अब दूसरा है; यह पता अब उसे नहीं खोलता। यदि यह आपने नहीं किया, तो हमें तुरंत बताएँ।',
    },
    ko: {
      subject: '이메일 주소가 변경되었습니다',
      text: '회원님 계정의 주소가 변경되어 이 주소로는 더 이상 로그인할 수 없습니다. 본인이 변경하지 않았다면 즉시 알려 주세요.',
    },
  },
});

export const addressChanged = defineTemplate({
  key: 'identity.address-changed', channel: NotificationChannel.EMAIL, category: NotificationCategory.SECURITY, variables: {},
  texts: {
    en: {
      subject: 'Your address was changed',
      text: 'Our support gave your account another address, and all devices were signed out. If you did not ask for that, answer at once.',
    },
    hi: {
      subject: 'आपका पता बदल दिया गया है',
      text: 'हमारी सहायता टीम ने आपके खाते को दूसरा पता दिया है और सभी उपकरण साइन आउट कर दिए गए। यदि आपने यह नहीं माँगा, तो तुरंत जवाब दें।',
    },
    ko: {
      subject: '이메일 주소가 변경되었습니다',
      text: '고객 지원팀이 회원님 계정의 주소를 변경했고 모든 기기에서 로그아웃되었습니다. 요청하신 적이 없다면 즉시 회신해 주세요.',
    },
  },
});
