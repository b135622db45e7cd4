import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

const MAX_LENGTH = 40;
const MOBILE = ['MOBILE', 'FIXED_LINE_OR_MOBILE'];

/** A mobile number in the form of E.164 (`+919876543210`); one without a country code is taken for Indian. Null when it is no mobile's. */
export function mobileNumber(text: string): string | null {
  if (text.length > MAX_LENGTH) return null;
  const number = parsePhoneNumberFromString(text.trim(), { defaultCountry: 'IN', extract: false });
  return number?.isValid() && number.ext === undefined && MOBILE.includes(number.getType() ?? '') ? number.number : null;
}
