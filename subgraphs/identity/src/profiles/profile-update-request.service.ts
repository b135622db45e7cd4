import { isUniqueViolation } from '@sangam/kit/database/errors';
import { transaction } from '@sangam/kit/database/run-transaction';
import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError, notFound } from '@sangam/kit/errors/app-error';
import { FORBIDDEN, INVALID_STATE, defineError } from '@sangam/kit/errors/codes';
import { newId } from '@sangam/kit/ids/new-id';
import { requestEmail } from '@sangam/kit/mail/request-email';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { User } from '../users/user.entity';
import { holdProfile, lockOf } from './own-profile';
import { CRITICAL_FIELDS, checkedText } from './profile-field';
import type { RequestProfileUpdateInput } from './profile.inputs';
import { ProfileUpdateRequest, ProfileUpdateRequestStatus } from './profile-update-request.entity';
import { UserProfile } from './user-profile.entity';

export const PROFILE_UPDATE_PENDING = defineError('PROFILE_UPDATE_PENDING', 409, 'A change of this field is waiting for a decision.');

const MAX_REASON = 500;

/**
 * Asks for another value of a critical field that is locked. One request a field waits at a time; a unique key decides between parallel ones.
 * @throws AppError INVALID_STATE (the field is not locked, or says so already), PROFILE_UPDATE_PENDING, BAD_USER_INPUT
 */
export async function requestProfileUpdate(ctx: SubgraphContext, { field, newValue, reason }: RequestProfileUpdateInput): Promise<ProfileUpdateRequest> {
  const { of, maxLength } = CRITICAL_FIELDS[field];
  const [value, why] = [checkedText(newValue, 'input.newValue', maxLength), checkedText(reason, 'input.reason', MAX_REASON)];
  const userId = ctx.viewer.userId ?? '';
  try {
    return await transaction(ctx, async (tx) => {
      const { user, profile } = await holdProfile(tx, userId);
      const previousValue = of(user, profile);
      if (!lockOf(ctx, user, profile).locked || previousValue === value) throw new AppError(INVALID_STATE);
      const request = Object.assign(new ProfileUpdateRequest(), {
        id: newId(), userId, field, previousValue, newValue: value, reason: why, status: ProfileUpdateRequestStatus.PENDING, pendingKey: `${userId}:${field}`,
        createdAt: new Date(ctx.clock.now()), decidedAt: null, decidedById: null, decisionReason: null, decisionIp: null, decisionRequestId: null,
      });
      await tx.insert(ProfileUpdateRequest, request);
      return request;
    });
  } catch (error) {
    throw isUniqueViolation(error) ? new AppError(PROFILE_UPDATE_PENDING) : error;
  }
}

/** Changes the field as it was requested and tells the person. */
export function approveProfileUpdate(ctx: SubgraphContext, id: string): Promise<ProfileUpdateRequest> {
  return decide(ctx, id, { status: ProfileUpdateRequestStatus.APPROVED, decisionReason: null });
}

/** Leaves the field as it is and tells the person why. */
export function rejectProfileUpdate(ctx: SubgraphContext, id: string, reason: string): Promise<ProfileUpdateRequest> {
  return decide(ctx, id, { status: ProfileUpdateRequestStatus.REJECTED, decisionReason: checkedText(reason, 'reason', MAX_REASON) });
}

type Decision = Pick<ProfileUpdateRequest, 'status' | 'decisionReason'>;

/** Of several decisions the first counts, by the row. @throws AppError NOT_FOUND, FORBIDDEN (one's own request), INVALID_STATE (decided) */
function decide(ctx: SubgraphContext, id: string, decision: Decision): Promise<ProfileUpdateRequest> {
  return transaction(ctx, async (tx) => {
    const request = await tx.findOne(ProfileUpdateRequest, { id });
    if (!request) throw notFound();
    const decidedById = ctx.viewer.actorId ?? ctx.viewer.userId;
    if (request.userId === decidedById || request.userId === ctx.viewer.userId) throw new AppError(FORBIDDEN);
    const decided = { ...decision, pendingKey: null, decidedAt: new Date(ctx.clock.now()), decidedById, decisionIp: ctx.viewer.ip, decisionRequestId: ctx.requestId };
    if ((await tx.update(ProfileUpdateRequest, { id, status: ProfileUpdateRequestStatus.PENDING }, decided)) !== 1) throw new AppError(INVALID_STATE);
    if (decision.status === ProfileUpdateRequestStatus.APPROVED) await apply(ctx, tx, request);
    await tellDecision(ctx, tx, Object.assign(request, decided));
    return request;
  });
}

async function apply(ctx: SubgraphContext, tx: Transaction, { userId, field, newValue }: ProfileUpdateRequest): Promise<void> {
  const { column } = CRITICAL_FIELDS[field];
  await holdProfile(tx, userId);
  if (column === null) await tx.update(User, { id: userId }, { displayName: newValue, updatedAt: new Date(ctx.clock.now()) });
  else await tx.update(UserProfile, { userId }, { [column]: newValue });
}

async function tellDecision(ctx: SubgraphContext, tx: Transaction, { id, userId, field, newValue, status, decisionReason }: ProfileUpdateRequest): Promise<void> {
  const user = await tx.findOne(User, { id: userId });
  if (!user) return;
  const template = status === ProfileUpdateRequestStatus.APPROVED ? 'identity.profile-update-approved' : 'identity.profile-update-rejected';
  await requestEmail(ctx, tx, { key: id, to: user.email, userId, template, locale: user.locale, variables: { field, newValue, ...(decisionReason !== null && { reason: decisionReason }) } });
}
