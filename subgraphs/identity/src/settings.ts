import { z } from 'zod';
import { defineSettings, duration, flag, integer, list, optionalText, requiredText, secrets, setting, text } from '@sangam/kit/settings/define-settings';
import { randomSecret } from '@sangam/kit/settings/generated-secrets';

/** Tokens, keys and password hashing. */
export const identitySettings = defineSettings('identity', {
  ACCESS_TOKEN_TTL: setting({ schema: duration('15m'), description: 'Lifetime of access tokens.' }),
  REFRESH_TOKEN_TTL: setting({ schema: duration('7d'), description: 'Lifetime of a login session since its last refresh.' }),
  REFRESH_TOKEN_TTL_REMEMBERED: setting({ schema: duration('30d'), description: 'The same for a session that the person asked to be remembered in (`rememberMe`).' }),
  REFRESH_GRACE: setting({ schema: duration('10s'), description: 'How long the direct parent of a refresh token still gets the same successor.' }),
  REFRESH_KEY: setting({
    schema: requiredText().min(32, 'at least 32 characters'), secret: true, example: 'at-least-32-random-characters', generate: randomSecret, generated: 'everywhere',
    description: 'Key from which refresh tokens and mailed tokens are derived. Together: generated under DATA_DIR.',
  }),
  SIGNING_KEY_ROTATION: setting({ schema: duration('30d'), description: 'How often a new signing key is made; the old one verifies as long as its last tokens live.' }),
  PASSWORD_MEMORY_KIB: setting({ schema: integer(19_456, 8, 1_048_576), description: 'Memory of argon2id in KiB (OWASP: 19,456 with two passes).' }),
  LOGIN_ATTEMPTS: setting({ schema: integer(5, 1, 1_000), description: 'Failed sign-ins per account before it is locked for LOGIN_LOCK.' }),
  LOGIN_LOCK: setting({ schema: duration('15m'), description: 'How long an account is locked after too many failed sign-ins.' }),
  MFA_ATTEMPTS: setting({ schema: integer(10, 1, 1_000), description: 'Wrong second factors per account, over all sign-ins, before it is locked for MFA_LOCK.' }),
  MFA_LOCK: setting({ schema: duration('1h'), description: 'How long an account\'s second factors are locked after too many wrong ones.' }),
  MFA_ISSUER: setting({ schema: text('Sangam'), description: 'Name of the product in authenticator apps.' }),
  MFA_REQUIRED_FOR: setting({
    schema: list().refine((roles) => roles.every((role) => role === 'ADMIN' || role === 'STAFF'), 'of ADMIN, STAFF'), example: 'ADMIN,STAFF',
    description: 'Platform roles that count only in sessions with a second factor; who has one and no second factor sets it up while signing in.',
  }),
  PASSKEY_ORIGINS: setting({
    schema: list().refine((origins) => origins.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin), 'origins such as https://app.sangam.example'), example: 'https://app.sangam.example',
    description: 'Origins of the front ends whose passkeys count. Empty: passkeys are off.',
  }),
  PASSKEY_DOMAIN: setting({ schema: optionalText(), example: 'sangam.example', description: 'Domain that passkeys belong to, common to all origins. Absent: the host of the first origin. Passkeys of another domain do not work.' }),
  PLACE_DATABASE: setting({ schema: optionalText(), example: '/var/lib/sangam/GeoLite2-City.mmdb', description: 'File in MaxMind\'s format by which login sessions tell city and country. Absent: they tell no place.' }),
  SERVICE_HMAC_SECRETS: setting({
    schema: secrets(), secret: true, example: 'at-least-32-random-characters',
    description: 'Secrets by which services outside sign their calls of `/internal/auth`; several while one is being exchanged. Empty: nobody gets through.',
  }),
  PASSWORD_RESET_TTL: setting({ schema: duration('15m'), description: 'How long a mailed token to choose a new password works.' }),
  EMAIL_VERIFICATION_TTL: setting({ schema: duration('1d'), description: 'How long a mailed token that verifies an address works.' }),
  EMAIL_CHANGE_TTL: setting({ schema: duration('15m'), description: 'How long a mailed token that confirms a new address works.' }),
  EMAILS_PER_HOUR: setting({ schema: integer(5, 1, 1_000), description: 'Mails an hour that anybody may cause to one address.' }),
  EMAIL_MX_CHECK: setting({ schema: flag(false), description: 'Whether new addresses are refused whose domain takes no mail.' }),
  EMAIL_DNS_SERVERS: setting({
    schema: list().refine((servers) => servers.every((server) => /^[\d.]+(:\d+)?$|^[\da-f:]+$|^\[[\da-f:]+\]:\d+$/i.test(server)), 'IP addresses, with or without port'),
    example: '192.0.2.53', description: 'Name servers that EMAIL_MX_CHECK asks. Absent: those of the machine.',
  }),
  EMAIL_LOOKUP: setting({ schema: flag(true), description: 'Whether `emailRegistered` tells if an address has an account.' }),
  IMPERSONATION_TTL: setting({ schema: duration('1h').refine((ttl) => ttl <= 3_600_000, 'at most 1h'), description: 'How long an administrator may act as somebody else, at most an hour.' }),
  TERMS_VERSION: setting({ schema: text('1').pipe(z.string().max(40)), description: 'Version of the terms that people accept when they sign up, at most 40 characters; kept with each sign-up.' }),
  ACTIVITY_KEPT: setting({ schema: duration('365d'), description: 'How long is kept what happened to an account.' }),
  PROFILE_GRACE: setting({ schema: duration('7d'), description: 'How long after signing up an adviser may still change the critical fields of the profile; then they change by request.' }),
  ACCOUNT_PAGES_URL: setting({ schema: optionalText(), example: 'https://app.sangam.example/account', description: 'Address of the front end\'s account pages; mails link to `/reset-password`, `/verify-email` and `/confirm-email-change` below it. Absent: mails carry the bare token.' }),
});
