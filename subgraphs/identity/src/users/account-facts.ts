import { findOne } from '@sangam/kit/database/read';
import { notFound } from '@sangam/kit/errors/app-error';
import { EmailAddress } from '@sangam/kit/graphql/scalars';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Ctx, Directive, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { AccountRegistration } from '../registrations/account-registration.entity';
import { User, UserStatus } from './user.entity';

@Directive('@inaccessible')
@ObjectType({ simpleResolvers: true, description: 'What other parts of the product may know of a person.' })
export class AccountFacts {
  @Field(() => ID, { description: 'The person.' })
  id: string;

  @Field(() => EmailAddress, { description: 'Address as the person wrote it.' })
  email: string;

  @Field(() => String, { description: 'Name shown to others.' })
  displayName: string;

  @Field(() => String, { nullable: true, description: 'Given name, where it was told apart when signing up.' })
  firstName: string | null;

  @Field(() => String, { nullable: true, description: 'Family name, where it was told apart when signing up.' })
  lastName: string | null;

  @Field(() => UserStatus, { description: 'Whether the person may sign in.' })
  status: UserStatus;

  @Field(() => Boolean, { description: 'Whether setting up an organization was to follow the sign-up.' })
  awaitsOrganization: boolean;
}

@Resolver()
export class AccountFactsResolver {
  @Directive('@inaccessible')
  @Query(() => AccountFacts, { nullable: true, description: 'Internal: somebody\'s name, address and status. Errors: NOT_FOUND.' })
  accountFacts(@Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The person.' }) id: string): Promise<AccountFacts> {
    return accountFacts(ctx, id);
  }
}

/** @throws AppError NOT_FOUND */
export async function accountFacts(ctx: SubgraphContext, id: string): Promise<AccountFacts> {
  const user = await findOne(ctx, User, { id });
  if (!user) throw notFound();
  const registration = await findOne(ctx, AccountRegistration, { id });
  return Object.assign(new AccountFacts(), {
    id, email: user.email, displayName: user.displayName, firstName: registration?.firstName ?? null, lastName: registration?.lastName ?? null,
    status: user.status, awaitsOrganization: registration?.awaitsOrganization ?? false,
  });
}
