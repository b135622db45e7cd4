import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { notFound } from '@sangam/kit/errors/app-error';
import { isId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { profileImageChanged } from '@sangam/schema/events/identity';
import { ClaimFileDocument } from '@sangam/schema/typed/internal';
import { User } from '../users/user.entity';
import { holdProfile } from './own-profile';
import { UserProfile } from './user-profile.entity';

/** Where a profile shows an uploaded image. */
export type ProfileImage = 'PROFILE_PHOTO' | 'PROFILE_LOGO';

const COLUMNS = { PROFILE_PHOTO: 'photoFileId', PROFILE_LOGO: 'logoFileId' } as const satisfies Readonly<Record<ProfileImage, keyof UserProfile>>;

/**
 * Shows one of the signed-in person's own uploads in the profile. Storage claims it first, once; the event then has it kept and the one
 * before removed. A claim that nothing came of runs out. @throws AppError NOT_FOUND: no file of theirs, of another purpose, or used before
 */
export async function setProfileImage(ctx: SubgraphContext, purpose: ProfileImage, fileId: string): Promise<User> {
  const userId = ctx.viewer.userId ?? '';
  if (!isId(fileId)) throw notFound();
  const present = await findOne(ctx, UserProfile, { userId });
  if (present?.[COLUMNS[purpose]] !== fileId) {
    await ctx.calls.call('storage', ClaimFileDocument, { input: { fileId, userId, purpose } }, { requestId: ctx.requestId, viewer: ctx.viewer });
  }
  return changeImage(ctx, purpose, fileId);
}

/** Takes the image away; nothing happens where there is none. */
export function removeProfileImage(ctx: SubgraphContext, purpose: ProfileImage): Promise<User> {
  return changeImage(ctx, purpose, null);
}

function changeImage(ctx: SubgraphContext, purpose: ProfileImage, fileId: string | null): Promise<User> {
  const column = COLUMNS[purpose];
  return transaction(ctx, async (tx) => {
    const { user, profile } = await holdProfile(tx, ctx.viewer.userId ?? '');
    const previousFileId = profile[column];
    if (previousFileId === fileId) return user;
    await tx.update(UserProfile, { userId: user.id }, { [column]: fileId });
    await tx.record(profileImageChanged, { aggregateId: user.id, aggregateVersion: profile.version, payload: { userId: user.id, fileId, previousFileId } });
    return user;
  });
}
