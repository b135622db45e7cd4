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
  STATUS_CHANGED = 'STATUS_CHANGED',
  BIRTH_DETAILS_REGISTERED = 'BIRTH_DETAILS_REGISTERED',
  BIRTH_DETAILS_CHANGED = 'BIRTH_DETAILS_CHANGED',
  ERASURE_SCHEDULED = 'ERASURE_SCHEDULED',
  ERASURE_CANCELLED = 'ERASURE_CANCELLED',
  DATA_EXPORT_REQUESTED = 'DATA_EXPORT_REQUESTED',
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
    STATUS_CHANGED: { description: 'Whether the person may sign in was changed; `status` says to what, `reason` why.' },
    BIRTH_DETAILS_REGISTERED: { description: 'Birth details were registered.' },
    BIRTH_DETAILS_CHANGED: { description: 'Birth details were changed; `fields` names which.' },
    ERASURE_SCHEDULED: { description: 'The erasure of the account was scheduled; `scheduledFor` says for when.' },
    ERASURE_CANCELLED: { description: 'The scheduled erasure was taken back.' },
    DATA_EXPORT_REQUESTED: { description: 'A copy of everything the product holds of the person was asked for.' },
  },
});
