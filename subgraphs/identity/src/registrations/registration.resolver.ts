import type { SubgraphContext } from '@sangam/kit/running/context';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { User } from '../users/user.entity';
import { AccountRegistration, registrationByUser } from './account-registration.entity';

@Resolver(() => User)
export class RegistrationResolver {
  @FieldResolver(() => AccountRegistration, { nullable: true, description: 'What the person said when signing up; null where `register` did not make the account. Self and administrators.' })
  registration(@Root() user: User, @Ctx() ctx: SubgraphContext): Promise<AccountRegistration | null> {
    return ctx.loaders.load(registrationByUser, user.id);
  }
}
