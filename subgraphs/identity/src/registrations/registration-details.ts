import type { FieldProblem } from '@sangam/kit/errors/app-error';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { identitySettings } from '../settings';
import type { RegisterInput } from '../credentials/credential.inputs';
import { blankProfile, type UserProfile } from '../profiles/user-profile.entity';
import { mobileNumber } from '../users/phone-number';
import { UserType } from '../users/user-type';
import { AccountRegistration } from './account-registration.entity';

const OPEN_TO_ALL: readonly UserType[] = [UserType.ADVISOR, UserType.AFFILIATE, UserType.MEMBER];
/** Whom the platform has to be able to call. */
const REACHABLE: readonly UserType[] = [UserType.ADVISOR, UserType.AFFILIATE];
const REFERRAL_CODE = /^[A-Za-z0-9_-]{4,32}$/;

/** What is wrong with the particulars of a sign-up. */
export function registrationProblems(input: RegisterInput): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const userType = input.userType ?? UserType.MEMBER;
  const [mobile, referralCode] = [present(input.mobile), present(input.referralCode)];
  if (displayName(input).length === 0) problems.push({ path: 'input.fullName', reason: 'MISSING' });
  else if (displayName(input).length > 100) problems.push({ path: 'input.fullName', reason: 'RANGE', detail: 'at most 100 characters, given and family name together' });
  if (!OPEN_TO_ALL.includes(userType)) problems.push({ path: 'input.userType', reason: 'RANGE', detail: OPEN_TO_ALL.join(', ') });
  if (mobile === null && REACHABLE.includes(userType)) problems.push({ path: 'input.mobile', reason: 'MISSING' });
  if (mobile !== null && mobileNumber(mobile) === null) problems.push({ path: 'input.mobile', reason: 'FORMAT', detail: 'a mobile number, with its country code outside India' });
  if (referralCode !== null && !REFERRAL_CODE.test(referralCode)) problems.push({ path: 'input.referralCode', reason: 'FORMAT', detail: '4 to 32 letters, digits, - and _' });
  if (!input.termsAccepted) problems.push({ path: 'input.termsAccepted', reason: 'RANGE', detail: 'the terms must be accepted' });
  return problems;
}

/** The record of a sign-up without problems. */
export function registrationOf(ctx: SubgraphContext, input: RegisterInput, userId: string): AccountRegistration {
  return Object.assign(new AccountRegistration(), {
    id: userId, userType: input.userType ?? UserType.MEMBER, firstName: present(input.firstName), lastName: present(input.lastName), mobile: mobileNumber(input.mobile ?? ''),
    organizationName: present(input.organizationName), jobTitle: present(input.jobTitle), city: present(input.city), referralCode: present(input.referralCode),
    awaitsOrganization: input.awaitsOrganization ?? false, termsVersion: ctx.settings.of(identitySettings).TERMS_VERSION, termsAcceptedAt: new Date(ctx.clock.now()),
  });
}

/** The profile that somebody begins with. */
export function initialProfile({ id, mobile, organizationName, jobTitle, city }: AccountRegistration): UserProfile {
  return Object.assign(blankProfile(id), { phone: mobile, organizationName, jobTitle, city });
}

/** The whole name, or given and family name joined; empty without either. */
export function displayName({ fullName, firstName, lastName }: RegisterInput): string {
  return present(fullName) ?? [present(firstName), present(lastName)].filter((part) => part !== null).join(' ');
}

/** What somebody is from the start. Affiliates have to be approved first. */
export function initialTypes({ userType }: RegisterInput): UserType[] {
  return [userType === UserType.ADVISOR ? UserType.ADVISOR : UserType.MEMBER];
}

function present(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}
