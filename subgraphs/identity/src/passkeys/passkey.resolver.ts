import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { MfaMethodConfirmed } from '../second-factors/mfa.inputs';
import { LoginResult, type LoginOutcome } from '../sessions/login-result';
import { CompletePasskeyRegistrationInput, PasskeyRequest, SignInWithPasskeyInput } from './passkey.inputs';
import { beginPasskeyRegistration, beginPasskeySignIn, passkeyProofRequest } from './passkey-request';
import { completePasskeyRegistration, signInWithPasskey } from './passkey.service';

@Resolver()
export class PasskeyResolver {
  @Mutation(() => PasskeyRequest, {
    description: 'Begins to set up a passkey. Needs a sign-in or `reauthenticate` within ten minutes. Errors: STEP_UP_REQUIRED, INVALID_STATE (passkeys are off here).',
  })
  beginPasskeyRegistration(@Ctx() ctx: SubgraphContext): Promise<PasskeyRequest> {
    return beginPasskeyRegistration(ctx);
  }

  @Mutation(() => MfaMethodConfirmed, {
    description: 'Makes a passkey a second factor and a way to sign in. Errors: BAD_USER_INPUT (no answer to an open request), INVALID_STATE (five methods, passkeys are off here).',
  })
  completePasskeyRegistration(
    @Ctx() ctx: SubgraphContext, @Arg('input', () => CompletePasskeyRegistrationInput, { description: 'What the device answered.' }) input: CompletePasskeyRegistrationInput,
  ): Promise<MfaMethodConfirmed> {
    return completePasskeyRegistration(ctx, input);
  }

  @Mutation(() => PasskeyRequest, {
    description: 'Asks for a passkey of the signed-in person, for a proof with the method `PASSKEY` (`reauthenticate`, `removeMfaMethod`). Errors: INVALID_STATE (passkeys are off here).',
  })
  beginPasskeyProof(@Ctx() ctx: SubgraphContext): Promise<PasskeyRequest> {
    return passkeyProofRequest(ctx, ctx.viewer.userId ?? '');
  }

  @Mutation(() => PasskeyRequest, { description: 'Begins a sign-in without address and password; the same for everybody. Errors: INVALID_STATE (passkeys are off here), RATE_LIMITED.' })
  beginPasskeySignIn(@Ctx() ctx: SubgraphContext): Promise<PasskeyRequest> {
    return beginPasskeySignIn(ctx);
  }

  @Mutation(() => LoginResult, {
    description: 'Signs in by a passkey that stands for both factors. Errors: INVALID_CREDENTIALS (whatever is wrong with it), ACCOUNT_DISABLED, INVALID_STATE (passkeys are off here), RATE_LIMITED.',
  })
  signInWithPasskey(@Ctx() ctx: SubgraphContext, @Arg('input', () => SignInWithPasskeyInput, { description: 'What the device answered.' }) input: SignInWithPasskeyInput): Promise<LoginOutcome> {
    return signInWithPasskey(ctx, input);
  }
}
