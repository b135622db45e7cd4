import { anyone, internalOnly, signedIn } from '@sangam/kit/authorization/basic-rules';
import { defineRules, rule } from '@sangam/kit/authorization/rules';
import { FORBIDDEN, UNAUTHENTICATED } from '@sangam/kit/errors/codes';
import { isProven } from './proven-person';
import type { User } from './user.entity';

/** The person concerned, also in the answer to their sign-in, or an administrator. */
export const selfOrAdmin = rule('self-or-admin', ({ viewer, parent, caller }) => {
  if (caller !== 'router') return null;
  if (isProven(parent as User)) return null;
  if (!viewer.userId) return UNAUTHENTICATED;
  return viewer.userId === (parent as User).id || viewer.platformRoles.includes('ADMIN') ? null : FORBIDDEN;
});

export const userRules = defineRules({
  Query: { me: signedIn, existingUserIds: internalOnly, userContacts: internalOnly, accountFacts: internalOnly, viewerOfSession: internalOnly },
  Mutation: { createPeople: internalOnly },
  types: {
    SessionViewer: 'open',
    UserContact: 'open',
    AccountFacts: 'open',
    User: {
      fields: {
        displayName: anyone,
        email: selfOrAdmin,
        emailVerified: selfOrAdmin,
        status: selfOrAdmin,
        bannedUntil: selfOrAdmin,
        platformRoles: selfOrAdmin,
        userTypes: selfOrAdmin,
        locale: selfOrAdmin,
        timeZone: selfOrAdmin,
        createdAt: selfOrAdmin,
        updatedAt: selfOrAdmin,
        lastSignedInAt: selfOrAdmin,
      },
    },
  },
  reads: { User: { email: 'nothing' } },
});
