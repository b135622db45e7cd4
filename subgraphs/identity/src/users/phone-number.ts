import parsePhoneNumber, { type PhoneNumber } from 'libphonenumber-js/max';

const MAX_LENGTH = 40;
/** Numbers without a country code are Indian. */
const HOME = 'IN';
const MOBILE = ['MOBILE', 'FIXED_LINE_OR_MOBILE'];

/** A phone number as E.164 (`+919876543210`), or null when there is no such number: wrong length, unknown code, extension. */
export function phoneNumber(text: string): string | null {
  return parsed(text)?.number ?? null;
}

/** The same for mobile numbers only. */
export function mobileNumber(text: string): string | null {
  const number = parsed(text);
  return number && MOBILE.includes(number.getType() ?? '') ? number.number : null;
}

function parsed(text: string): PhoneNumber | null {
  const number = text.length <= MAX_LENGTH ? parsePhoneNumber(text.trim(), { defaultCountry: HOME, extract: false }) : undefined;
  return number?.isValid() && number.ext === undefined ? number : null;
}
