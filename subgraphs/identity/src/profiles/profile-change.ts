import type { FieldProblem } from '@sangam/kit/errors/app-error';
import { phoneNumber } from '../users/phone-number';
import { PROFILE_TEXTS, textProblem } from './profile-field';
import type { UserProfile } from './user-profile.entity';

export type ProfileChange = Partial<Pick<UserProfile, 'phone' | 'organizationName' | 'jobTitle' | 'city' | 'bio'>>;

/** What an input says of the profile's own columns: absent stays, null clears. */
export type WantedProfile = { readonly [K in keyof ProfileChange]?: string | null };

/** What does not fit; the paths are below `input`. */
export function profileProblems(wanted: WantedProfile): FieldProblem[] {
  const texts = Object.entries(PROFILE_TEXTS).map(([name, length]) => {
    const text = wanted[name as keyof typeof PROFILE_TEXTS];
    return typeof text === 'string' ? textProblem(text, `input.${name}`, length) : null;
  });
  const phone: FieldProblem | null = wanted.phone && phoneNumber(wanted.phone) === null ? { path: 'input.phone', reason: 'FORMAT' } : null;
  return [phone, ...texts].filter((problem) => problem !== null);
}

/** The columns of what fits. */
export function profileChange({ phone, organizationName, jobTitle, city, bio }: WantedProfile): ProfileChange {
  return given({ phone: phone ? phoneNumber(phone) : phone, organizationName, jobTitle, city, bio });
}

/** What is not absent, texts without space around them. */
export function given<T extends Readonly<Record<string, string | null | undefined>>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined).map(([name, value]) => [name, value?.trim() ?? null]);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
