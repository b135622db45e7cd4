import { recordAudit } from '@sangam/kit/audit/record-audit';
import { publishViewerChange } from '@sangam/kit/authorization/viewer-changes';
import { isUniqueViolation } from '@sangam/kit/database/errors';
import { transaction } from '@sangam/kit/database/run-transaction';
import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError, notFound } from '@sangam/kit/errors/app-error';
import { defineError, INVALID_STATE } from '@sangam/kit/errors/codes';
import { newId } from '@sangam/kit/ids/new-id';
import { requestEmail } from '@sangam/kit/mail/request-email';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { AccountActivityKind } from '../activity/account-activity-kind';
import { recordActivity } from '../activity/record-activity';
import { requestVerificationMail } from '../email-tokens/email-token.jobs';
import { EmailToken } from '../email-tokens/email-token.entity';
import { holdProfile } from '../profiles/own-profile';
import { profileChange, type ProfileChange } from '../profiles/profile-change';
import { UserProfile } from '../profiles/user-profile.entity';
import { endImpersonations, endSessions } from '../sessions/end-sessions';
import { categorize } from '../users/user-category.entity';
import { PlatformRole, User, UserStatus } from '../users/user.entity';
import { keepAnAdministrator } from './keep-an-administrator';
import type { UpdateUserInput } from './update-user.inputs';
import { differing, wantedAccount, type AccountChange } from './user-change';
import { setStatus, wantedStatus } from './user-status.service';

export const DUPLICATE_EMAIL = defineError('DUPLICATE_EMAIL', 409, 'The address belongs to another account.', ['EMAIL_EXISTS']);

/** Changes somebody's account and profile for an administrator: all that is given or nothing, each change on record. @throws AppError NOT_FOUND, BAD_USER_INPUT, DUPLICATE_EMAIL, INVALID_STATE, LAST_ADMINISTRATOR */
export async function updateUser(ctx: SubgraphContext, id: string, input: UpdateUserInput): Promise<User> {
  const wanted = wantedAccount(input);
  const status = wantedStatus(input);
  const profile = profileChange(input);
  try {
    return await transaction(ctx, async (tx) => {
      const user = await tx.findOne(User, { id });
      if (!user) throw notFound();
      const changed = await changeAccount(ctx, tx, { user, change: differing(user, wanted) });
      await changeProfile(ctx, tx, { userId: id, wanted: profile });
      return status ? setStatus(ctx, tx, { user: changed, wanted: status }) : changed;
    });
  } catch (error) {
    throw isUniqueViolation(error) ? new AppError(DUPLICATE_EMAIL) : error;
  }
}

interface Changing {
  readonly user: User;
  readonly change: AccountChange;
}

async function changeAccount(ctx: SubgraphContext, tx: Transaction, { user, change }: Changing): Promise<User> {
  if (Object.keys(change).length === 0) return user;
  const { id } = user;
  if (change.platformRoles) await keepAnAdministrator(tx, id, change.platformRoles);
  // Nobody who is kept out gets a role, also when both happen at once.
  const where = change.platformRoles?.length ? { id, status: UserStatus.ACTIVE } : { id };
  if ((await tx.update(User, where, { ...change, updatedAt: new Date(ctx.clock.now()) })) !== 1) throw new AppError(INVALID_STATE);
  const changed = Object.assign(new User(), user, change);
  if (change.platformRoles ?? change.userTypes) await categorize(tx, changed);
  if (change.platformRoles && !change.platformRoles.includes(PlatformRole.ADMIN)) await endImpersonations(ctx, tx, { actorId: id });
  if (change.emailCanonical) await afterNewAddress(ctx, tx, { former: user.email, changed });
  await record(ctx, tx, { user: changed, change });
  await audit(ctx, tx, { user, change });
  publishViewerChange(tx, { userId: id });
  return changed;
}

/** Critical fields too, locked or not. */
async function changeProfile(ctx: SubgraphContext, tx: Transaction, { userId, wanted }: { readonly userId: string; readonly wanted: ProfileChange }): Promise<void> {
  if (Object.keys(wanted).length === 0) return;
  const { profile } = await holdProfile(tx, userId);
  const change = Object.fromEntries(Object.entries(wanted).filter(([name, value]) => profile[name as keyof ProfileChange] !== value));
  const fields = Object.keys(change);
  if (fields.length === 0) return;
  await tx.update(UserProfile, { userId }, change);
  await recordActivity(ctx, tx, { userId, kind: AccountActivityKind.ACCOUNT_CHANGED, detail: { fields: fields.join(', ') } });
}

/** Whoever had the account under the former address is out, and hears of it; the new address is to be proved. */
async function afterNewAddress(ctx: SubgraphContext, tx: Transaction, { former, changed }: { readonly former: string; readonly changed: User }): Promise<void> {
  await endSessions(ctx, tx, { userId: changed.id, reason: 'EMAIL_CHANGED' });
  await tx.delete(EmailToken, { userId: changed.id });
  await requestEmail(ctx, tx, { key: newId(), to: former, userId: changed.id, template: 'identity.address-changed', locale: changed.locale });
  await tx.enqueue(requestVerificationMail, { emailCanonical: changed.emailCanonical });
}

async function record(ctx: SubgraphContext, tx: Transaction, { user, change }: Changing): Promise<void> {
  const { displayName, locale, timeZone, emailCanonical, userTypes, platformRoles } = change;
  const fields = Object.entries({ displayName, locale, timeZone }).filter(([, value]) => value !== undefined).map(([name]) => name);
  const put = (kind: AccountActivityKind, detail: Readonly<Record<string, string>>) => recordActivity(ctx, tx, { userId: user.id, kind, detail });
  if (fields.length > 0) await put(AccountActivityKind.ACCOUNT_CHANGED, { fields: fields.join(', ') });
  if (emailCanonical) await put(AccountActivityKind.EMAIL_CHANGED, {});
  if (userTypes) await put(AccountActivityKind.USER_TYPES_CHANGED, { userTypes: userTypes.join(', ') });
  if (platformRoles) await put(AccountActivityKind.PLATFORM_ROLES_CHANGED, { platformRoles: platformRoles.join(', ') });
}

/** Of names and addresses only that they changed: their digests could be found by trying. Roles on the platform are a matter of access, the rest is one of the account. */
async function audit(ctx: SubgraphContext, tx: Transaction, { user, change }: Changing): Promise<void> {
  const { platformRoles, displayName, email, emailCanonical: _canonical, ...account } = change;
  const fields = Object.entries({ displayName, email }).filter(([, value]) => value !== undefined).map(([name]) => name);
  const resource = { type: 'User', id: user.id };
  const before = (after: object) => Object.fromEntries(Object.keys(after).map((name) => [name, user[name as keyof User]]));
  if (platformRoles) await recordAudit(ctx, tx, { action: 'access.change-platform-roles', resource, organizationId: null, before: before({ platformRoles }), after: { platformRoles }, detail: { platformRoles: platformRoles.join(', ') } });
  if (fields.length + Object.keys(account).length > 0) await recordAudit(ctx, tx, { action: 'account.update', resource, organizationId: null, before: before(account), after: account, fields });
}
