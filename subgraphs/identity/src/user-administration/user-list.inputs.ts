import { DateTime } from '@sangam/kit/graphql/scalars';
import { OrderDirection } from '@sangam/kit/graphql/order-direction';
import { Field, InputType, registerEnumType } from 'type-graphql';
import { PlatformRole, UserStatus } from '../users/user.entity';
import { UserType } from '../users/user-type';

@InputType({ description: 'Which people; all that is given must hold, any value of a list will do.' })
export class UserFilter {
  @Field(() => String, { nullable: true, description: 'Part of the name or the address, 2 to 100 characters; upper and lower case are the same.' })
  search?: string | null;

  @Field(() => [UserStatus], { nullable: true, description: 'Whether they may sign in.' })
  statuses?: UserStatus[] | null;

  @Field(() => [UserType], { nullable: true, description: 'What they are on the platform.' })
  userTypes?: UserType[] | null;

  @Field(() => [PlatformRole], { nullable: true, description: 'Roles on the whole platform.' })
  platformRoles?: PlatformRole[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the address is verified.' })
  emailVerified?: boolean | null;

  @Field(() => DateTime, { nullable: true, description: 'Accounts made at this instant or later.' })
  createdFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Accounts made before this instant.' })
  createdTo?: Date | null;
}

export enum UserOrderField {
  CREATED_AT = 'CREATED_AT',
  DISPLAY_NAME = 'DISPLAY_NAME',
  EMAIL = 'EMAIL',
}

registerEnumType(UserOrderField, {
  name: 'UserOrderField', description: 'By what people are ordered.',
  valuesConfig: {
    CREATED_AT: { description: 'When the account was made.' },
    DISPLAY_NAME: { description: 'The name; upper case comes before lower case.' },
    EMAIL: { description: 'The address, in lower case.' },
  },
});

@InputType({ description: 'Order of people.' })
export class UserOrder {
  @Field(() => UserOrderField, { description: 'By what.' })
  field: UserOrderField;

  @Field(() => OrderDirection, { description: 'Which end comes first.' })
  direction: OrderDirection;
}
