import { findOne } from '@sangam/kit/database/read';
import { notFound } from '@sangam/kit/errors/app-error';
import type { LoaderDefinition } from '@sangam/kit/database/loaders';
import { findMany } from '@sangam/kit/database/read';
import { isId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { User, userById } from '../users/user.entity';
import { AccountErasure, reportsOfErasure } from './account-erasure.entity';
import { cancelAccountErasure, deleteMyAccount, scheduleAccountErasure } from './account-erasure.service';

const scheduledErasure: LoaderDefinition<string, AccountErasure | null> = {
  name: 'identity.scheduled-erasure',
  batch: async (ctx, userIds) => {
    const found = await findMany(ctx, AccountErasure, { where: { scheduledUserId: [...userIds] } });
    return userIds.map((id) => found.find(({ scheduledUserId }) => scheduledUserId === id) ?? null);
  },
};

@Resolver(() => AccountErasure)
export class AccountErasureResolver {
  @Query(() => AccountErasure, { nullable: true, description: 'How far the erasure of an account is. Administrators. Errors: NOT_FOUND.' })
  async accountErasure(@Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The erasure.' }) id: string): Promise<AccountErasure> {
    const erasure = isId(id) ? await findOne(ctx, AccountErasure, { id }) : null;
    if (!erasure) throw notFound();
    return erasure;
  }

  @Mutation(() => AccountErasure, {
    description: 'Erases one\'s own account with everything the product holds of oneself, at once and for good; every session ends. Errors: STEP_UP_REQUIRED, INVALID_CREDENTIALS (the password), INVALID_STATE (the last administrator), RATE_LIMITED.',
  })
  deleteMyAccount(
    @Ctx() ctx: SubgraphContext,
    @Arg('password', () => String, { nullable: true, description: 'The present password, for front ends that ask for it once more; checked where it is given.' }) password: string | null,
  ): Promise<AccountErasure> {
    return deleteMyAccount(ctx, password ?? null);
  }

  @Mutation(() => AccountErasure, {
    description: 'Has a person\'s account erased after a time of grace (`ERASURE_GRACE`); the person is told by mail. Administrators. Errors: NOT_FOUND, BAD_USER_INPUT, CONFLICT (scheduled already), INVALID_STATE (somebody with a platform role).',
  })
  scheduleAccountErasure(
    @Ctx() ctx: SubgraphContext,
    @Arg('userId', () => ID, { description: 'The person.' }) userId: string,
    @Arg('reason', () => String, { description: 'Why, 1 to 500 characters; kept until the account is erased.' }) reason: string,
  ): Promise<AccountErasure> {
    return scheduleAccountErasure(ctx, userId, reason);
  }

  @Mutation(() => AccountErasure, { description: 'Takes back an erasure that is scheduled; the person is told by mail. The person and administrators. Errors: STEP_UP_REQUIRED, NOT_FOUND, INVALID_STATE (not scheduled any more).' })
  cancelAccountErasure(@Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The erasure.' }) id: string): Promise<AccountErasure> {
    return cancelAccountErasure(ctx, id);
  }

  @FieldResolver(() => User, { nullable: true, description: 'The person; an empty account once it is erased.' })
  user(@Root() { userId }: AccountErasure, @Ctx() ctx: SubgraphContext): Promise<User | null> {
    return ctx.loaders.load(userById, userId);
  }

  @FieldResolver(() => User, { nullable: true, description: 'The administrator who scheduled it; null where the person deleted the account.' })
  requestedBy(@Root() { requestedById }: AccountErasure, @Ctx() ctx: SubgraphContext): Promise<User | null> | null {
    return requestedById === null ? null : ctx.loaders.load(userById, requestedById);
  }

  @FieldResolver(() => [String], { description: 'Parts of the product that have not reported yet, by name.' })
  async missingReports(@Root() { id }: AccountErasure, @Ctx() ctx: SubgraphContext): Promise<string[]> {
    return (await ctx.loaders.load(reportsOfErasure, id)).filter(({ erasedAt }) => erasedAt === null).map(({ subgraph }) => subgraph);
  }
}

@Resolver(() => User)
export class ScheduledErasureResolver {
  @FieldResolver(() => AccountErasure, { nullable: true, description: 'The erasure that is scheduled for the account, if any. Self and administrators.' })
  scheduledErasure(@Root() { id }: User, @Ctx() ctx: SubgraphContext): Promise<AccountErasure | null> {
    return ctx.loaders.load(scheduledErasure, id);
  }
}
