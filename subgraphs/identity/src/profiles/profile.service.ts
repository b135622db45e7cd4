import { publishViewerChange } from '@sangam/kit/authorization/viewer-changes';
import { transaction } from '@sangam/kit/database/run-transaction';
import { AppError, badInput, type FieldProblem } from '@sangam/kit/errors/app-error';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { User } from '../users/user.entity';
import { holdProfile, lockOf, PROFILE_LOCKED, type HeldProfile } from './own-profile';
import { given, profileChange, profileProblems, type ProfileChange } from './profile-change';
import { CRITICAL_FIELDS, FULL_NAME_LENGTH, textProblem } from './profile-field';
import type { UpdateMyProfileInput } from './profile.inputs';
import { UserProfile } from './user-profile.entity';

type AccountChange = Partial<Pick<User, 'displayName' | 'locale' | 'timeZone'>>;

interface Change {
  readonly account: AccountChange;
  readonly profile: ProfileChange;
}

/** Changes what is given of the signed-in person's profile, all of it or nothing. @throws AppError PROFILE_LOCKED, BAD_USER_INPUT */
export function updateMyProfile(ctx: SubgraphContext, input: UpdateMyProfileInput): Promise<User> {
  const change = checked(input);
  return transaction(ctx, async (tx) => {
    const held = await holdProfile(tx, ctx.viewer.userId ?? '');
    if (touchesCritical(held, change) && lockOf(ctx, held.user, held.profile).locked) throw new AppError(PROFILE_LOCKED);
    if (Object.keys(change.profile).length > 0) await tx.update(UserProfile, { userId: held.user.id }, change.profile);
    if (Object.keys(change.account).length > 0) await tx.update(User, { id: held.user.id }, { ...change.account, updatedAt: new Date(ctx.clock.now()) });
    if (change.account.locale !== undefined || change.account.timeZone !== undefined) publishViewerChange(tx, { userId: held.user.id });
    return Object.assign(held.user, change.account);
  });
}

/** Locks the critical fields for good, as the end of the grace period does. Nothing happens where they are locked. */
export function lockMyProfile(ctx: SubgraphContext): Promise<User> {
  return transaction(ctx, async (tx) => {
    const { user, profile } = await holdProfile(tx, ctx.viewer.userId ?? '');
    if (!lockOf(ctx, user, profile).locked) await tx.update(UserProfile, { userId: user.id, lockedAt: null }, { lockedAt: new Date(ctx.clock.now()) });
    return user;
  });
}

/** Whether a critical field would say something else than before. */
function touchesCritical({ user, profile }: HeldProfile, change: Change): boolean {
  const [changedUser, changedProfile] = [Object.assign(new User(), user, change.account), Object.assign(new UserProfile(), profile, change.profile)];
  return Object.values(CRITICAL_FIELDS).some(({ of }) => of(user, profile) !== of(changedUser, changedProfile));
}

/** @throws AppError BAD_USER_INPUT naming every field that does not fit */
function checked({ fullName, locale, timeZone, ...wanted }: UpdateMyProfileInput): Change {
  const missing = Object.entries({ fullName, locale, timeZone }).map(([name, value]): FieldProblem | null => (value === null ? { path: `input.${name}`, reason: 'MISSING' } : null));
  const name = typeof fullName === 'string' ? textProblem(fullName, 'input.fullName', FULL_NAME_LENGTH) : null;
  const problems = [name, ...missing, ...profileProblems(wanted)].filter((problem) => problem !== null);
  if (problems.length > 0) throw badInput(...problems);
  return { account: given({ displayName: fullName, locale, timeZone }) as AccountChange, profile: profileChange(wanted) };
}
