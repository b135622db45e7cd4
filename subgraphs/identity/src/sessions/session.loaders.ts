import { connectionBy } from '@sangam/kit/database/connection-by';
import { byId } from '@sangam/kit/database/loaders';
import { LoginSession } from './login-session.entity';

export const sessionById = byId(LoginSession);

/** Live sessions of a person, newest first. */
export const sessionsOfUser = connectionBy(LoginSession, 'userId', {
  where: (ctx) => ({ revokedAt: null, expiresAt: { moreThan: new Date(ctx.clock.now()) } }),
  orderBy: [{ property: 'createdAt', direction: 'DESC' }],
});
