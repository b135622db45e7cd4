import { badInput } from '@sangam/kit/errors/app-error';

/** E.164: a plus, the country, the number; at most 15 digits. Blanks, hyphens and brackets are left out. @throws AppError BAD_USER_INPUT naming the path */
export function phoneNumber(text: string, path: string): string {
  const number = text.replace(/[\s().-]/g, '');
  if (!/^\+[1-9]\d{6,14}$/.test(number)) throw badInput({ path, reason: 'FORMAT', detail: 'E.164, e.g. +919876543210' });
  return number;
}
