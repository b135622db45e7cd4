import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { AuthenticationTokens } from '../sessions/session.inputs';
import { User } from '../users/user.entity';
import { BirthDetails, birthDetailsOfUser } from './birth-details.entity';
import { RegisterBirthDetailsInput, UpdateBirthDetailsInput } from './birth-details.inputs';
import { registerBirthDetails, updateBirthDetails } from './birth-details.service';

@Resolver(() => User)
export class BirthDetailsResolver {
  @FieldResolver(() => BirthDetails, { nullable: true, description: 'Birth details; null until they are registered. Self and administrators.' })
  birthDetails(@Root() user: User, @Ctx() ctx: SubgraphContext): Promise<BirthDetails | null> {
    return ctx.loaders.load(birthDetailsOfUser, user.id);
  }

  @Mutation(() => BirthDetails, { description: 'Registers one\'s own birth details. Errors: BIRTH_DETAILS_EXIST, BAD_USER_INPUT.' })
  registerBirthDetails(
    @Ctx() ctx: SubgraphContext, @Arg('input', () => RegisterBirthDetailsInput, { description: 'All of the details.' }) input: RegisterBirthDetailsInput,
  ): Promise<BirthDetails> {
    return registerBirthDetails(ctx, input);
  }

  @Mutation(() => BirthDetails, { description: 'Changes one\'s own birth details. Errors: NOT_FOUND (register them first), BAD_USER_INPUT.' })
  updateBirthDetails(
    @Ctx() ctx: SubgraphContext, @Arg('input', () => UpdateBirthDetailsInput, { description: 'What changes.' }) input: UpdateBirthDetailsInput,
  ): Promise<BirthDetails> {
    return updateBirthDetails(ctx, input);
  }
}

/** What a client of the astrologer asks first after a sign-in. */
@Resolver(() => AuthenticationTokens)
export class BirthDetailsOfTokensResolver {
  @FieldResolver(() => Boolean, { description: 'Whether the birth details are registered; where they are not, register them before a chat with the astrologer.' })
  async hasProfile(@Root() { user }: AuthenticationTokens, @Ctx() ctx: SubgraphContext): Promise<boolean> {
    return (await ctx.loaders.load(birthDetailsOfUser, user.id)) !== null;
  }
}
