import { badInput, type FieldProblem } from '@sangam/kit/errors/app-error';
import { registerEnumType } from 'type-graphql';
import type { User } from '../users/user.entity';
import type { UserProfile } from './user-profile.entity';

/** What identifies a person professionally: an adviser changes it freely in the grace period only. */
export enum CriticalProfileField {
  FULL_NAME = 'FULL_NAME',
  ORGANIZATION_NAME = 'ORGANIZATION_NAME',
  JOB_TITLE = 'JOB_TITLE',
  CITY = 'CITY',
}

registerEnumType(CriticalProfileField, {
  name: 'CriticalProfileField', description: 'A field of the profile that is locked once the grace period has ended.',
  valuesConfig: {
    FULL_NAME: { description: 'Full name (`User.displayName`), 1 to 100 characters.' }, ORGANIZATION_NAME: { description: 'Firm or organization, 1 to 200 characters.' },
    JOB_TITLE: { description: 'What the person is there, 1 to 100 characters.' }, CITY: { description: 'City, 1 to 100 characters.' },
  },
});

/** Columns that texts of a profile go to, and their longest, characters. */
export const PROFILE_TEXTS = { organizationName: 200, jobTitle: 100, city: 100, bio: 1_000 } as const;
export const FULL_NAME_LENGTH = 100;

interface CriticalField {
  readonly maxLength: number;
  readonly of: (user: User, profile: UserProfile) => string | null;
  /** Null: the name is a column of the account. */
  readonly column: 'organizationName' | 'jobTitle' | 'city' | null;
}

export const CRITICAL_FIELDS: Readonly<Record<CriticalProfileField, CriticalField>> = {
  [CriticalProfileField.FULL_NAME]: { maxLength: FULL_NAME_LENGTH, column: null, of: (user) => user.displayName },
  [CriticalProfileField.ORGANIZATION_NAME]: { maxLength: PROFILE_TEXTS.organizationName, column: 'organizationName', of: (_user, profile) => profile.organizationName },
  [CriticalProfileField.JOB_TITLE]: { maxLength: PROFILE_TEXTS.jobTitle, column: 'jobTitle', of: (_user, profile) => profile.jobTitle },
  [CriticalProfileField.CITY]: { maxLength: PROFILE_TEXTS.city, column: 'city', of: (_user, profile) => profile.city },
};

/** What is wrong with a text that has to be there. */
export function textProblem(text: string, path: string, maxLength: number): FieldProblem | null {
  const { length } = text.trim();
  if (length === 0) return { path, reason: 'MISSING' };
  return length > maxLength ? { path, reason: 'RANGE', detail: `at most ${maxLength} characters` } : null;
}

/** @throws AppError BAD_USER_INPUT */
export function checkedText(text: string, path: string, maxLength: number): string {
  const problem = textProblem(text, path, maxLength);
  if (problem) throw badInput(problem);
  return text.trim();
}
