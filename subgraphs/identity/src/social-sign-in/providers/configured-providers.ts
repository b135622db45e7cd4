import { EgressError } from '@sangam/kit/egress/egress';
import { AppError } from '@sangam/kit/errors/app-error';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { ResponseBodyError } from 'openid-client';
import { ExternalProvider } from '../external-identity.entity';
import { PROVIDER_NOT_CONFIGURED, PROVIDER_SIGN_IN_FAILED, PROVIDER_UNAVAILABLE } from '../social-sign-in.errors';
import { socialSignInSettings } from '../social-sign-in.settings';
import { facebook } from './facebook';
import { google } from './google';
import type { IdentityProvider } from './identity-provider';
import { kakao } from './kakao';

/** How to speak to a provider. @throws AppError PROVIDER_NOT_CONFIGURED */
export function providerNamed(ctx: SubgraphContext, provider: ExternalProvider): IdentityProvider {
  const found = configured(ctx, provider);
  if (!found) throw new AppError(PROVIDER_NOT_CONFIGURED);
  return found;
}

function configured(ctx: SubgraphContext, provider: ExternalProvider): IdentityProvider | null {
  const s = ctx.settings.of(socialSignInSettings);
  switch (provider) {
    case ExternalProvider.GOOGLE:
      return s.SOCIAL_GOOGLE_CLIENT_ID ? google({ issuer: s.SOCIAL_GOOGLE_ISSUER, clientId: s.SOCIAL_GOOGLE_CLIENT_ID, clientSecret: s.SOCIAL_GOOGLE_CLIENT_SECRET }) : null;
    case ExternalProvider.KAKAO:
      return s.SOCIAL_KAKAO_CLIENT_ID ? kakao({ issuer: s.SOCIAL_KAKAO_ISSUER, clientId: s.SOCIAL_KAKAO_CLIENT_ID, clientSecret: s.SOCIAL_KAKAO_CLIENT_SECRET }, s.SOCIAL_KAKAO_API) : null;
    case ExternalProvider.FACEBOOK:
      return s.SOCIAL_FACEBOOK_CLIENT_ID && s.SOCIAL_FACEBOOK_CLIENT_SECRET
        ? facebook({ clientId: s.SOCIAL_FACEBOOK_CLIENT_ID, clientSecret: s.SOCIAL_FACEBOOK_CLIENT_SECRET, dialog: s.SOCIAL_FACEBOOK_DIALOG, graph: s.SOCIAL_FACEBOOK_GRAPH, emailsProven: s.SOCIAL_FACEBOOK_EMAILS_PROVEN })
        : null;
    case ExternalProvider.MOCK:
      return null;
  }
}

/** Speaks to a provider: what goes wrong there has one of two codes, and its reason is in the log. */
export async function spokenTo<T>(ctx: SubgraphContext, provider: ExternalProvider, conversation: Promise<T>): Promise<T> {
  try {
    return await conversation;
  } catch (error) {
    const unavailable = isOutage(error);
    ctx.log.warn({ event: 'provider-sign-in-failed', provider, unavailable, reason: reasonOf(error), requestId: ctx.requestId }, 'a sign-in with a provider failed');
    throw new AppError(unavailable ? PROVIDER_UNAVAILABLE : PROVIDER_SIGN_IN_FAILED);
  }
}

function isOutage(error: unknown): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth += 1) {
    if (current instanceof EgressError) return true;
  }
  return false;
}

/** Names and codes only: texts and causes may hold what a provider sent. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return error instanceof ResponseBodyError ? error.error : `${error.name} ${String((error as { code?: unknown }).code ?? '')}`.trim();
}
