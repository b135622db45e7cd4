import { Field, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'One particular of an activity.' })
export class AccountActivityDetail {
  @Field(() => String, { description: 'What it tells, in camel case, e.g. `method`, `reason`.' })
  name: string;

  @Field(() => String, { description: 'Its value as text.' })
  value: string;
}
