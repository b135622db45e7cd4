import { DateTime, EmailAddress } from '@sangam/kit/graphql/scalars';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { createPeople } from '../credentials/registration.service';
import { User, userById } from './user.entity';
import { CreatePersonInput, SessionViewer, UserContact } from './user.inputs';
import { existingUserIds, userContacts, viewerOfSession } from './user.service';

@Resolver(() => User)
export class UserResolver {
  @Query(() => User, { nullable: true, description: 'The signed-in person.' })
  me(@Ctx() ctx: SubgraphContext): Promise<User | null> {
    return ctx.loaders.load(userById, ctx.viewer.userId ?? '');
  }

  @Directive('@inaccessible')
  @Query(() => SessionViewer, { nullable: true, description: 'Internal: the person behind a login session, for the router.' })
  viewerOfSession(@Ctx() ctx: SubgraphContext, @Arg('sessionId', () => ID, { description: 'The session.' }) sessionId: string): Promise<SessionViewer | null> {
    return viewerOfSession(ctx, sessionId);
  }

  @Directive('@inaccessible')
  @Query(() => [ID], { description: 'Internal: those of the given ids (at most 500) that are people who may be written to.' })
  existingUserIds(@Ctx() ctx: SubgraphContext, @Arg('ids', () => [ID], { description: 'Ids to check.' }) ids: string[]): Promise<string[]> {
    return existingUserIds(ctx, ids);
  }

  @Directive('@inaccessible')
  @Query(() => [UserContact], { description: 'Internal: how those of the given people (at most 500) are written to who may be; in no order.' })
  userContacts(@Ctx() ctx: SubgraphContext, @Arg('ids', () => [ID], { description: 'The people.' }) ids: string[]): Promise<UserContact[]> {
    return userContacts(ctx, ids);
  }

  @Directive('@inaccessible')
  @Mutation(() => [ID], { description: 'Internal: makes the first administrator or demo people; addresses that are taken are left alone.' })
  createPeople(
    @Ctx() ctx: SubgraphContext,
    @Arg('people', () => [CreatePersonInput], { description: 'The people.' }) people: CreatePersonInput[],
    @Arg('onlyIfEmpty', () => Boolean, { defaultValue: false, description: 'Makes nobody where there is anybody.' }) onlyIfEmpty: boolean,
  ): Promise<string[]> {
    return createPeople(ctx, people, onlyIfEmpty);
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When name, address, status, roles, language or zone changed last; `createdAt` where they never did. Self and administrators.' })
  updatedAt(@Root() { createdAt, updatedAt }: User): Date {
    return updatedAt ?? createdAt;
  }

  @FieldResolver(() => EmailAddress, { nullable: true, description: 'Address as the person wrote it; null once the person is erased. Self and administrators.' })
  email(@Root() { email }: User): string | null {
    return email === '' ? null : email;
  }
}
