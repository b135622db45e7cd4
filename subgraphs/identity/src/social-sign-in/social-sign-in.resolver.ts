import { connectionBy } from '@sangam/kit/database/connection-by';
import { ConnectionArguments, type Connection } from '@sangam/kit/graphql/connections';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { LoginResult, type LoginOutcome } from '../sessions/login-result';
import { User } from '../users/user.entity';
import { ExternalIdentity, ExternalIdentityConnection, ExternalProvider } from './external-identity.entity';
import { linkExternalIdentity, unlinkExternalIdentity } from './external-identity.service';
import { requestAuthorizationUrl } from './provider-authorization.service';
import { ProviderAuthorization, ProviderReturnInput, SignInWithMockProviderInput, SignInWithProviderInput } from './social-sign-in.inputs';
import { signInWithMockProvider, signInWithProvider } from './social-sign-in.service';

const identitiesOfUser = connectionBy(ExternalIdentity, 'userId', { orderBy: [{ property: 'createdAt', direction: 'ASC' }] });

@Resolver(() => User)
export class SocialSignInResolver {
  @Mutation(() => ProviderAuthorization, {
    description: 'Begins a sign-in at a provider; for somebody signed in, the linking of it to their account. Errors: PROVIDER_NOT_CONFIGURED, PROVIDER_UNAVAILABLE, BAD_USER_INPUT (redirect address), RATE_LIMITED.',
  })
  requestAuthorizationUrl(
    @Ctx() ctx: SubgraphContext,
    @Arg('provider', () => ExternalProvider, { description: 'The provider.' }) provider: ExternalProvider,
    @Arg('redirectUri', () => String, { nullable: true, description: 'Where the provider sends the person back to: one of the operator\'s addresses; absent: the first of them.' }) redirectUri?: string | null,
  ): Promise<ProviderAuthorization> {
    return requestAuthorizationUrl(ctx, { provider, redirectUri: redirectUri ?? null });
  }

  @Mutation(() => LoginResult, {
    description: 'Signs in whoever came back from a provider; makes an account where the address has none, links it where the provider and this product have both verified the address. Errors: PROVIDER_SIGN_IN_FAILED (state or code unknown, used, expired or begun elsewhere; begin anew), PROVIDER_NOT_LINKED (no address, or not verified on both sides: sign in another way, then link), PROVIDER_NOT_CONFIGURED, PROVIDER_UNAVAILABLE, ACCOUNT_DISABLED, RATE_LIMITED, BAD_USER_INPUT.',
  })
  signInWithProvider(@Ctx() ctx: SubgraphContext, @Arg('input', () => SignInWithProviderInput, { description: 'What the provider sent.' }) input: SignInWithProviderInput): Promise<LoginOutcome> {
    return signInWithProvider(ctx, input);
  }

  @Mutation(() => LoginResult, { description: 'Signs in a test person, outside production only. Errors: NOT_FOUND (switched off), PROVIDER_NOT_LINKED (the address has a real account), BAD_USER_INPUT.' })
  signInWithMockProvider(@Ctx() ctx: SubgraphContext, @Arg('input', () => SignInWithMockProviderInput, { description: 'The test person.' }) input: SignInWithMockProviderInput): Promise<LoginOutcome> {
    return signInWithMockProvider(ctx, input);
  }

  @Mutation(() => ExternalIdentity, {
    description: 'Links an account at a provider to one\'s own; the sign-in there was begun by the same person. Needs a recent proof of identity. Errors: EMAIL_NOT_VERIFIED, STEP_UP_REQUIRED, FORBIDDEN (acting in somebody\'s name), PROVIDER_SIGN_IN_FAILED, CONFLICT (it is somebody else\'s, or one has another there), PROVIDER_NOT_CONFIGURED, PROVIDER_UNAVAILABLE, BAD_USER_INPUT.',
  })
  linkExternalIdentity(@Ctx() ctx: SubgraphContext, @Arg('input', () => ProviderReturnInput, { description: 'What the provider sent.' }) input: ProviderReturnInput): Promise<ExternalIdentity> {
    return linkExternalIdentity(ctx, input);
  }

  @Mutation(() => ID, { description: 'Removes a linked account at a provider; returns its id. Errors: NOT_FOUND, LAST_SIGN_IN_METHOD (no password, no other provider and no verified address).' })
  unlinkExternalIdentity(@Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The linked account.' }) id: string): Promise<string> {
    return unlinkExternalIdentity(ctx, id);
  }

  @FieldResolver(() => ExternalIdentityConnection, { nullable: true, description: 'Linked accounts at providers, oldest first. Self and administrators.' })
  externalIdentities(@Root() user: User, @Ctx() ctx: SubgraphContext, @Args(() => ConnectionArguments) args: ConnectionArguments): Promise<Connection<ExternalIdentity>> {
    return identitiesOfUser(ctx, user.id, args);
  }
}
