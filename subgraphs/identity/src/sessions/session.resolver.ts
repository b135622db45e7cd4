import { connectionBy } from '@sangam/kit/database/connection-by';
import { ConnectionArguments, type Connection } from '@sangam/kit/graphql/connections';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { User } from '../users/user.entity';
import { deviceName } from './device';
import { LoginResult, type LoginOutcome } from './login-result';
import { LoginSession, LoginSessionConnection } from './login-session.entity';
import { LoginPlace, placeOf } from './place';
import { ReauthenticateInput, RenewedAccessToken } from './reauthentication.inputs';
import { reauthenticate } from './reauthentication.service';
import { AuthenticationTokens, LoginInput } from './session.inputs';
import { login, logout, refresh, revokeAllSessions, revokeSession } from './session.service';

/** Live sessions of a person, newest first. */
const sessionsOfUser = connectionBy(LoginSession, 'userId', {
  where: (ctx) => ({ revokedAt: null, expiresAt: { moreThan: new Date(ctx.clock.now()) } }),
  orderBy: [{ property: 'createdAt', direction: 'DESC' }],
});

@Resolver(() => User)
export class SessionResolver {
  @Mutation(() => LoginResult, { description: 'Signs in by password. Errors: INVALID_CREDENTIALS, ACCOUNT_DISABLED, RATE_LIMITED.' })
  login(@Ctx() ctx: SubgraphContext, @Arg('input', () => LoginInput, { description: 'Address and password.' }) input: LoginInput): Promise<LoginOutcome> {
    return login(ctx, input);
  }

  @Mutation(() => AuthenticationTokens, {
    description: 'Exchanges a refresh token for new tokens. Errors: INVALID_TOKEN, SESSION_REVOKED (also after a reused old token), ACCOUNT_DISABLED.',
  })
  refreshToken(@Ctx() ctx: SubgraphContext, @Arg('refreshToken', () => String, { description: 'The last refresh token of the session.' }) token: string): Promise<AuthenticationTokens> {
    return refresh(ctx, token);
  }

  @Mutation(() => RenewedAccessToken, {
    description: 'Proves again who the signed-in person is, for what needs it within ten minutes (STEP_UP_REQUIRED). Errors: INVALID_CREDENTIALS, MFA_CODE_INVALID, RATE_LIMITED, SESSION_REVOKED, BAD_USER_INPUT.',
  })
  reauthenticate(@Ctx() ctx: SubgraphContext, @Arg('input', () => ReauthenticateInput, { description: 'The proof.' }) input: ReauthenticateInput): Promise<RenewedAccessToken> {
    return reauthenticate(ctx, input);
  }

  @Mutation(() => ID, { description: 'Ends the present login session; returns its id. Its tokens stop working with the next request.' })
  logout(@Ctx() ctx: SubgraphContext): Promise<string> {
    return logout(ctx);
  }

  @Mutation(() => ID, { description: 'Ends one of one\'s own login sessions; returns its id. Errors: NOT_FOUND.' })
  revokeLoginSession(@Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The session.' }) id: string): Promise<string> {
    return revokeSession(ctx, id);
  }

  @Mutation(() => [ID], { description: 'Ends one\'s own login sessions; returns their ids.' })
  revokeAllLoginSessions(
    @Ctx() ctx: SubgraphContext,
    @Arg('includeCurrent', () => Boolean, { defaultValue: false, description: 'Whether the present session ends too.' }) includeCurrent: boolean,
  ): Promise<string[]> {
    return revokeAllSessions(ctx, includeCurrent);
  }

  @FieldResolver(() => LoginSessionConnection, { nullable: true, description: 'Live login sessions, newest first. Self and administrators.' })
  loginSessions(@Root() user: User, @Ctx() ctx: SubgraphContext, @Args(() => ConnectionArguments) args: ConnectionArguments): Promise<Connection<LoginSession>> {
    return sessionsOfUser(ctx, user.id, args);
  }
}

@Resolver(() => LoginSession)
export class LoginSessionResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Browser or app and system, read from `userAgent`, e.g. `Firefox on Linux`.' })
  deviceName(@Root() session: LoginSession): string | null {
    return deviceName(session.userAgent);
  }

  @FieldResolver(() => LoginPlace, { nullable: true, description: 'Where `ip` is said to be; null where nobody knows, or the operator has no database of places.' })
  place(@Root() session: LoginSession, @Ctx() ctx: SubgraphContext): Promise<LoginPlace | null> {
    return placeOf(ctx, session.ip);
  }

  @FieldResolver(() => Boolean, { description: 'Whether this is the session that asks.' })
  isCurrent(@Root() session: LoginSession, @Ctx() ctx: SubgraphContext): boolean {
    return session.id === ctx.viewer.sessionId;
  }
}
