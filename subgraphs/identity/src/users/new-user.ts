import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { User, UserStatus, type PlatformRole } from './user.entity';

export interface NewUser {
  readonly displayName: string;
  readonly email: string;
  readonly emailCanonical: string;
  readonly emailVerified: boolean;
  readonly platformRoles: PlatformRole[];
}

/** A person as every way to sign up makes one; not yet stored. */
export function newUser(ctx: SubgraphContext, person: NewUser): User {
  return Object.assign(new User(), person, {
    id: newId(), status: UserStatus.ACTIVE, bannedUntil: null, userTypes: [], lastSignedInAt: null, locale: ctx.viewer.locale, timeZone: 'Asia/Kolkata', createdAt: new Date(ctx.clock.now()),
  });
}
