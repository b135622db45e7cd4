import { transaction } from '@sangam/kit/database/run-transaction';
import { AppError, badInput } from '@sangam/kit/errors/app-error';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { identitySettings } from '../settings';
import type { ExternalProvider } from './external-identity.entity';
import { providerNamed, spokenTo } from './providers/configured-providers';
import type { ProviderProfile } from './providers/identity-provider';
import { ProviderState } from './provider-state.entity';
import { readStateToken, stateSecrets } from './provider-state';
import { PROVIDER_SIGN_IN_FAILED } from './social-sign-in.errors';
import { ProviderAuthorization, type ProviderReturnInput } from './social-sign-in.inputs';
import { socialSignInSettings } from './social-sign-in.settings';

interface Destination {
  readonly provider: ExternalProvider;
  readonly redirectUri: string | null;
}

/** Begins a sign-in at a provider; for somebody signed in, the linking of it. */
export async function requestAuthorizationUrl(ctx: SubgraphContext, { provider, redirectUri: wanted }: Destination): Promise<ProviderAuthorization> {
  const { SOCIAL_STATE_TTL } = ctx.settings.of(socialSignInSettings);
  const speaker = providerNamed(ctx, provider);
  const redirectUri = allowedRedirect(ctx, wanted);
  const id = newId();
  const { token, challenge, nonce } = stateSecrets(ctx.settings.of(identitySettings).REFRESH_KEY, id);
  const url = await spokenTo(ctx, provider, speaker.authorizationUrl(ctx, { redirectUri, state: id, challenge, nonce }));
  await transaction(ctx, (tx) => tx.insert(ProviderState, { id, provider, redirectUri, userId: ctx.viewer.userId, expiresAt: new Date(ctx.clock.now() + SOCIAL_STATE_TTL) }));
  return Object.assign(new ProviderAuthorization(), { url: url.href, stateToken: token, expiresIn: Math.floor(SOCIAL_STATE_TTL / 1_000) });
}

/** Only the operator's own pages: a code that is sent elsewhere is somebody else's. */
function allowedRedirect(ctx: SubgraphContext, wanted: string | null): string {
  const [fallback, ...others] = ctx.settings.of(socialSignInSettings).SOCIAL_REDIRECT_URIS;
  if (wanted === null && fallback !== undefined) return fallback;
  const found = [fallback, ...others].find((uri) => uri !== undefined && wanted !== null && URL.canParse(wanted) && uri === new URL(wanted).href);
  if (found === undefined) throw badInput({ path: 'redirectUri', reason: wanted === null ? 'MISSING' : 'RANGE', detail: 'an address that the operator allows' });
  return found;
}

/** Who came back from a provider, to the client from which they left. The state is spent whatever follows. */
export async function returnedProfile(ctx: SubgraphContext, input: ProviderReturnInput): Promise<ProviderProfile> {
  const speaker = providerNamed(ctx, input.provider);
  const state = await spentState(ctx, input);
  const { verifier, nonce } = stateSecrets(ctx.settings.of(identitySettings).REFRESH_KEY, state.id);
  const profile = await spokenTo(ctx, input.provider, speaker.profile(ctx, { redirectUri: state.redirectUri, code: input.code, verifier, nonce }));
  if (profile.subject.length > 255) throw new AppError(PROVIDER_SIGN_IN_FAILED);
  return profile;
}

/** Of several parallel uses one wins. @throws AppError PROVIDER_SIGN_IN_FAILED: unknown, used, expired, begun elsewhere, by somebody else or at another provider. */
async function spentState(ctx: SubgraphContext, { provider, state: given, stateToken }: ProviderReturnInput): Promise<ProviderState> {
  const id = readStateToken(ctx.settings.of(identitySettings).REFRESH_KEY, stateToken);
  if (id === null || id !== given) throw new AppError(PROVIDER_SIGN_IN_FAILED);
  return transaction(ctx, async (tx) => {
    const state = await tx.findOne(ProviderState, { id, provider, userId: ctx.viewer.userId });
    if (!state || (await tx.delete(ProviderState, { id, expiresAt: { moreThan: new Date(ctx.clock.now()) } })) !== 1) throw new AppError(PROVIDER_SIGN_IN_FAILED);
    return state;
  });
}
