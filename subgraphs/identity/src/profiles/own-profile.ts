import { sql } from '@sangam/kit/database/sql';
import type { Transaction } from '@sangam/kit/database/transaction';
import { notFound } from '@sangam/kit/errors/app-error';
import { defineError } from '@sangam/kit/errors/codes';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { identitySettings } from '../settings';
import { UserType } from '../users/user-type';
import { User } from '../users/user.entity';
import { profileLock, type ProfileLock } from './profile-lock';
import { UserProfile, blankProfile } from './user-profile.entity';

export const PROFILE_LOCKED = defineError('PROFILE_LOCKED', 403, 'This part of the profile is locked; request the change.');

export interface HeldProfile {
  readonly user: User;
  readonly profile: UserProfile;
}

/** A person's account and profile, held: whoever else changes the profile waits until this transaction ends. Makes the profile's row where there is none. */
export async function holdProfile(tx: Transaction, userId: string): Promise<HeldProfile> {
  await tx.upsert(UserProfile, { ...blankProfile(userId), version: 1 }, { on: ['userId'], set: { version: sql('version + 1') } });
  const [user, profile] = [await tx.findOne(User, { id: userId }), await tx.findOne(UserProfile, { userId })];
  if (!user || !profile) throw notFound();
  return { user, profile };
}

/** Whether the critical fields are locked now. */
export function lockOf(ctx: SubgraphContext, { createdAt, userTypes }: Pick<User, 'createdAt' | 'userTypes'>, { lockedAt }: Pick<UserProfile, 'lockedAt'>): ProfileLock {
  return profileLock({ createdAt, isAdvisor: userTypes?.includes(UserType.ADVISOR) ?? false, lockedAt }, ctx.settings.of(identitySettings).PROFILE_GRACE, ctx.clock.now());
}
