import parsePhoneNumber from 'libphonenumber-js/max';

/** Numbers without a country code are Indian. */
const HOME = 'IN';

/** A phone number as E.164, or null when there is no such number: wrong length, unknown code, extension. */
export function phoneNumber(text: string): string | null {
  const number = text.length <= 40 ? parsePhoneNumber(text, { defaultCountry: HOME, extract: false }) : undefined;
  return number?.isValid() && number.ext === undefined ? number.number : null;
}
