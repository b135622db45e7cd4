import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { User, UserStatus, type PlatformRole } from './user.entity';

export interface NewUser {
  /** As somebody gave it; `Member` where nobody did. */
  readonly displayName: string | null | undefined;
  readonly email: string;
  readonly emailCanonical: string;
  readonly emailVerified: boolean;
  readonly platformRoles: PlatformRole[];
}

/** A person as every way to sign up makes one; not yet stored. */
export function newUser(ctx: SubgraphContext, person: NewUser): User {
  return Object.assign(new User(), person, {
    id: newId(), displayName: presentable(person.displayName), status: UserStatus.ACTIVE, bannedUntil: null, userTypes: [], lastSignedInAt: null, updatedAt: null, locale: ctx.viewer.locale,
    timeZone: 'Asia/Kolkata', createdAt: new Date(ctx.clock.now()),
  });
}

/** Names come from elsewhere too: cut to what a name may be, without what cannot be stored or shown. */
function presentable(name: string | null | undefined): string {
  const clean = (name ?? '').replace(/\p{Cc}|\p{Cs}/gu, '').trim();
  return [...clean].slice(0, 100).join('').trim() || 'Member';
}
