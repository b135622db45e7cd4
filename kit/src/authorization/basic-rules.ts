import { EMAIL_NOT_VERIFIED, FORBIDDEN, UNAUTHENTICATED } from '../errors/codes';
import { isSignedIn } from './narrow-viewer';
import { rule, type Rule } from './rules';

/** Everybody, signed in or not. */
export const anyone: Rule = rule('anyone', () => null, 'nothing');

/** A signed-in person. */
export const signedIn: Rule = rule('signed-in', ({ viewer }) => (isSignedIn(viewer) ? null : UNAUTHENTICATED), 'roles');

/** The person that the parent object belongs to, and nobody else: `self<User>((user) => user.id)`. */
export function self<P>(ownerOf: (parent: P) => string | null): Rule {
  return rule('self', ({ viewer, parent }) => {
    if (!viewer.userId) return UNAUTHENTICATED;
    return ownerOf(parent as P) === viewer.userId ? null : FORBIDDEN;
  });
}

/** A signed-in person whose e-mail address is verified. */
export const verifiedEmail: Rule = rule('verified-email', ({ viewer }) => {
  if (!isSignedIn(viewer)) return UNAUTHENTICATED;
  return viewer.emailVerified ? null : EMAIL_NOT_VERIFIED;
}, 'roles');

/** A signed-in person with one of the platform roles. */
export function platformRole(...roles: string[]): Rule {
  return rule(`platform-role:${roles.join('|')}`, ({ viewer }) => {
    if (!isSignedIn(viewer)) return UNAUTHENTICATED;
    return roles.some((role) => viewer.platformRoles.includes(role)) ? null : FORBIDDEN;
  }, 'roles');
}

/** A signed-in person themselves, nobody who acts in their name: for credentials and money. */
export const inPerson: Rule = rule('in-person', ({ viewer }) => {
  if (!viewer.userId) return UNAUTHENTICATED;
  return viewer.actorId === null ? null : FORBIDDEN;
});

/** Other parts of the product, never a client. */
export const internalOnly: Rule = Object.freeze({
  ...rule('internal', ({ caller }) => (caller === 'router' ? FORBIDDEN : null), 'nothing'),
  internal: true,
});
