import { registerEnumType } from 'type-graphql';

export enum AccountActivityKind {
  REGISTERED = 'REGISTERED',
  SIGNED_IN = 'SIGNED_IN',
  SIGNED_OUT = 'SIGNED_OUT',
  SESSIONS_REVOKED = 'SESSIONS_REVOKED',
  REFRESH_TOKEN_REUSED = 'REFRESH_TOKEN_REUSED',
  PASSWORD_CHANGED = 'PASSWORD_CHANGED',
  PASSWORD_RESET = 'PASSWORD_RESET',
  EMAIL_VERIFIED = 'EMAIL_VERIFIED',
  EMAIL_CHANGED = 'EMAIL_CHANGED',
  ACCOUNT_CHANGED = 'ACCOUNT_CHANGED',
  USER_TYPES_CHANGED = 'USER_TYPES_CHANGED',
  PLATFORM_ROLES_CHANGED = 'PLATFORM_ROLES_CHANGED',
  STATUS_CHANGED = 'STATUS_CHANGED',
  IMPERSONATED = 'IMPERSONATED',
  IMPERSONATION_STARTED = 'IMPERSONATION_STARTED',
  BIRTH_DETAILS_REGISTERED = 'BIRTH_DETAILS_REGISTERED',
  BIRTH_DETAILS_CHANGED = 'BIRTH_DETAILS_CHANGED',
}

registerEnumType(AccountActivityKind, {
  name: 'AccountActivityKind', description: 'What can happen to an account. Further kinds join this list.',
  valuesConfig: {
    REGISTERED: { description: 'The person signed up.' },
    SIGNED_IN: { description: 'A login session was opened; `method` says how.' },
    SIGNED_OUT: { description: 'The login session was ended by its own sign-out.' },
    SESSIONS_REVOKED: { description: 'Login sessions were ended from another one; `sessions` says how many.' },
    REFRESH_TOKEN_REUSED: { description: 'An old refresh token was used, so its login session was ended: a sign of theft.' },
    PASSWORD_CHANGED: { description: 'The password was replaced by somebody who knew it.' },
    PASSWORD_RESET: { description: 'The password was replaced by means of a mailed token.' },
    EMAIL_VERIFIED: { description: 'The person proved to own the address.' },
    EMAIL_CHANGED: { description: 'The account got another address.' },
    ACCOUNT_CHANGED: { description: 'Particulars of the account were changed; `fields` names which.' },
    USER_TYPES_CHANGED: { description: 'What the person is on the platform was changed; `userTypes` says to what.' },
    PLATFORM_ROLES_CHANGED: { description: 'Roles on the whole platform were changed; `platformRoles` says to what.' },
    STATUS_CHANGED: { description: 'Whether the person may sign in was changed; `status` says to what, `reason` why.' },
    IMPERSONATED: { description: 'An administrator signed in as the person; `reason` says why. What the administrator does there names them as `actor`.' },
    IMPERSONATION_STARTED: { description: 'The person, an administrator, signed in as somebody else; `person` is whose id, `reason` says why.' },
    BIRTH_DETAILS_REGISTERED: { description: 'Birth details were registered.' },
    BIRTH_DETAILS_CHANGED: { description: 'Birth details were changed; `fields` names which.' },
  },
});
