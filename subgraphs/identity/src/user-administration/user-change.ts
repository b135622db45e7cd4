import { badInput, type FieldProblem } from '@sangam/kit/errors/app-error';
import { profileProblems } from '../profiles/profile-change';
import { canonicalEmail } from '../users/canonical-email';
import type { User } from '../users/user.entity';
import type { UpdateUserInput } from './update-user.inputs';

export type AccountChange = Partial<Pick<User, 'displayName' | 'email' | 'emailCanonical' | 'emailVerified' | 'userTypes' | 'platformRoles' | 'locale' | 'timeZone'>>;

const MAX_NAME = 100;

/** What an input wants of an account's own columns. @throws AppError BAD_USER_INPUT naming every field, of the profile too, that does not fit. */
export function wantedAccount(input: UpdateUserInput): AccountChange {
  const { phone, organizationName, jobTitle, city, bio, ...account } = input;
  const problems: FieldProblem[] = Object.entries(account).filter(([, value]) => value === null).map(([name]) => ({ path: `input.${name}`, reason: 'MISSING' }));
  problems.push(...profileProblems({ phone, organizationName, jobTitle, city, bio }));
  const displayName = input.displayName?.trim();
  if (displayName === '') problems.push({ path: 'input.displayName', reason: 'MISSING' });
  if (displayName && displayName.length > MAX_NAME) problems.push({ path: 'input.displayName', reason: 'RANGE', detail: `at most ${MAX_NAME} characters` });
  const emailCanonical = input.email ? canonicalEmail(input.email) : undefined;
  if (emailCanonical === null) problems.push({ path: 'input.email', reason: 'FORMAT' });
  if (problems.length > 0) throw badInput(...problems);
  const { locale, timeZone, userTypes, platformRoles } = input;
  return given({
    displayName, locale, timeZone, email: input.email, emailCanonical, userTypes: userTypes && unique(userTypes), platformRoles: platformRoles && unique(platformRoles),
  }) as AccountChange;
}

/** The part that is not so already. Another spelling of one address is not a new address. */
export function differing(user: User, wanted: AccountChange): AccountChange {
  const change: AccountChange = Object.fromEntries(Object.entries(wanted).filter(([name, value]) => JSON.stringify(user[name as keyof User] ?? []) !== JSON.stringify(value)));
  return change.emailCanonical ? { ...change, emailVerified: false } : change;
}

const unique = <V extends string>(values: readonly V[]): V[] => [...new Set(values)].sort();
const given = (values: object) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null));
