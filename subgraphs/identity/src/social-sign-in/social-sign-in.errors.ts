import { defineError } from '@sangam/kit/errors/codes';

export const PROVIDER_NOT_CONFIGURED = defineError('PROVIDER_NOT_CONFIGURED', 400, 'Nobody signs in with this provider here.');
export const PROVIDER_SIGN_IN_FAILED = defineError('PROVIDER_SIGN_IN_FAILED', 400, 'The sign-in with the provider failed. Begin anew.');
export const PROVIDER_UNAVAILABLE = defineError('PROVIDER_UNAVAILABLE', 503, 'The provider does not answer.');
export const PROVIDER_NOT_LINKED = defineError('PROVIDER_NOT_LINKED', 403, 'Sign in another way and link this provider then.');
export const LAST_SIGN_IN_METHOD = defineError('LAST_SIGN_IN_METHOD', 409, 'There is no other way to sign in.');
