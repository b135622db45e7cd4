/** Texts for people by code, then language. A code that is missing here has no text for people; a language falls back to English. */
const TEXTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  UNAUTHENTICATED: { en: 'Please sign in.', hi: 'कृपया साइन इन करें।', ko: '로그인해 주세요.' },
  TOKEN_EXPIRED: { en: 'Please sign in again.', hi: 'कृपया फिर से साइन इन करें।', ko: '다시 로그인해 주세요.' },
  SESSION_REVOKED: { en: 'You have been signed out. Please sign in again.', hi: 'आपको साइन आउट कर दिया गया है। कृपया फिर से साइन इन करें।', ko: '로그아웃되었습니다. 다시 로그인해 주세요.' },
  INVALID_CREDENTIALS: { en: 'The e-mail address or password is wrong.', hi: 'ई-मेल पता या पासवर्ड ग़लत है।', ko: '이메일 주소 또는 비밀번호가 올바르지 않습니다.' },
  ACCOUNT_DISABLED: { en: 'This account is switched off.', hi: 'यह खाता बंद है।', ko: '이 계정은 사용이 중지되었습니다.' },
  EMAIL_NOT_VERIFIED: { en: 'Please verify your e-mail address first.', hi: 'कृपया पहले अपना ई-मेल पता सत्यापित करें।', ko: '먼저 이메일 주소를 인증해 주세요.' },
  STEP_UP_REQUIRED: { en: 'Please confirm that it is you.', hi: 'कृपया पुष्टि करें कि यह आप ही हैं।', ko: '본인 확인이 필요합니다.' },
  FORBIDDEN: { en: 'You are not allowed to do this.', hi: 'आपको इसकी अनुमति नहीं है।', ko: '이 작업을 할 권한이 없습니다.' },
  NOT_FOUND: { en: 'This does not exist, or not for you.', hi: 'यह मौजूद नहीं है, या आपके लिए उपलब्ध नहीं है।', ko: '존재하지 않거나 볼 수 없는 항목입니다.' },
  BAD_USER_INPUT: { en: 'Please check what you entered.', hi: 'कृपया अपनी प्रविष्टि जाँचें।', ko: '입력한 내용을 확인해 주세요.' },
  RATE_LIMITED: { en: 'Too many attempts. Please wait a moment.', hi: 'बहुत अधिक प्रयास। कृपया थोड़ी प्रतीक्षा करें।', ko: '시도 횟수가 너무 많습니다. 잠시 기다려 주세요.' },
  SERVICE_UNAVAILABLE: { en: 'The service is not available at the moment.', hi: 'सेवा अभी उपलब्ध नहीं है।', ko: '현재 서비스를 이용할 수 없습니다.' },
  SUBGRAPH_UNAVAILABLE: { en: 'Part of the service is not available at the moment.', hi: 'सेवा का एक भाग अभी उपलब्ध नहीं है।', ko: '현재 서비스의 일부를 이용할 수 없습니다.' },
  INTERNAL_SERVER_ERROR: { en: 'Something went wrong on our side.', hi: 'हमारी ओर से कुछ गड़बड़ हुई।', ko: '서버에 문제가 발생했습니다.' },
};

/** The text for people behind an error code in the language of a tag (`hi-IN` → `hi`), if there is one. */
export function userMessage(code: unknown, locale: string): string | undefined {
  const texts = typeof code === 'string' ? TEXTS[code] : undefined;
  return texts?.[locale.split('-')[0]?.toLowerCase() ?? 'en'] ?? texts?.en;
}
