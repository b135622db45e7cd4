import { defineSettings, duration, flag, list, optionalText, setting, text } from '@sangam/kit/settings/define-settings';

/** A client at a provider; without its id the provider is not offered. */
const clientId = (provider: string) => setting({ schema: optionalText(), description: `Client id at ${provider}. Absent: nobody signs in with it.` });
const clientSecret = (provider: string) => setting({ schema: optionalText(), secret: true, description: `Client secret at ${provider}.` });
const address = (fallback: string, description: string) => setting({
  schema: text(fallback).refine((value) => /^https?:/.test(value) && URL.canParse(value), 'an http(s) address').transform((value) => value.replace(/\/$/, '')),
  description, refuseInProduction: (value) => (value.startsWith('https:') ? undefined : 'production speaks to providers over https'),
});

/** Google, Kakao and Facebook as ways to sign in. */
export const socialSignInSettings = defineSettings('identity', {
  SOCIAL_REDIRECT_URIS: setting({
    schema: list().refine((uris) => uris.every((uri) => URL.canParse(uri) && !/[?#]/.test(uri)), 'addresses without query and fragment').transform((uris) => uris.map((uri) => new URL(uri).href)),
    example: 'https://app.sangam.example/signed-in', description: 'Pages that providers may send people back to, the default one first.',
  }),
  SOCIAL_STATE_TTL: setting({ schema: duration('10m'), description: 'How long somebody may take to sign in at a provider.' }),
  SOCIAL_TIMEOUT: setting({ schema: duration('2500ms'), description: 'How long one call to a provider may take.' }),
  SOCIAL_GOOGLE_CLIENT_ID: clientId('Google'),
  SOCIAL_GOOGLE_CLIENT_SECRET: clientSecret('Google'),
  SOCIAL_GOOGLE_ISSUER: address('https://accounts.google.com', 'Google\'s OpenID issuer.'),
  SOCIAL_KAKAO_CLIENT_ID: clientId('Kakao'),
  SOCIAL_KAKAO_CLIENT_SECRET: clientSecret('Kakao'),
  SOCIAL_KAKAO_ISSUER: address('https://kauth.kakao.com', 'Kakao\'s OpenID issuer.'),
  SOCIAL_KAKAO_API: address('https://kapi.kakao.com', 'Kakao\'s REST interface.'),
  SOCIAL_FACEBOOK_CLIENT_ID: clientId('Facebook'),
  SOCIAL_FACEBOOK_CLIENT_SECRET: clientSecret('Facebook'),
  SOCIAL_FACEBOOK_DIALOG: address('https://www.facebook.com/v23.0/dialog/oauth', 'Facebook\'s authorization endpoint.'),
  SOCIAL_FACEBOOK_GRAPH: address('https://graph.facebook.com/v23.0', 'Facebook\'s Graph interface.'),
  SOCIAL_FACEBOOK_EMAILS_PROVEN: setting({
    schema: flag(false), description: 'Whether addresses that Facebook tells count as verified there: it does not say so of each. Off: Facebook signs in people who linked it, and makes no accounts.',
  }),
  SOCIAL_MOCK: setting({
    schema: flag(false), description: 'Whether `signInWithMockProvider` makes test people.',
    refuseInProduction: (value) => (value ? 'production knows real providers only' : undefined),
  }),
});
