import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { User, UserStatus } from './user.entity';

/** What others see where somebody was. */
export const ERASED_NAME = 'Deleted user';

/** The account stays as an empty one, so that what refers to it finds nobody; its address is free for a new account. */
export const userPersonalData = personalRows<User>({
  entity: User, person: 'email', mentions: ['emailCanonical'], where: (userId) => ({ id: userId }),
  exported: { file: 'account', key: 'id', row: ['id', 'displayName', 'email', 'emailVerified', 'status', 'platformRoles', 'userTypes', 'lastSignedInAt', 'locale', 'timeZone', 'createdAt'] },
  erase: async (_ctx, tx, userId) => {
    await tx.update(User, { id: userId, status: UserStatus.ERASED }, {
      displayName: ERASED_NAME, email: '', emailCanonical: `erased:${userId}`, emailVerified: false, bannedUntil: null, platformRoles: [], userTypes: [], lastSignedInAt: null, updatedAt: null, locale: 'en', timeZone: 'Asia/Kolkata',
    });
    return true;
  },
});
