import { DateTime } from '@sangam/kit/graphql/scalars';
import { Field, ID, InputType, ObjectType } from 'type-graphql';

@InputType({ description: 'Which entries of the audit log; all that is given must hold.' })
export class AuditEntryFilter {
  @Field(() => ID, { nullable: true, description: 'Done in this organization.' })
  organizationId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Done by this person, also in somebody else\'s name.' })
  actorId?: string | null;

  @Field(() => String, { nullable: true, description: 'Exactly this action, e.g. `account.ban`.' })
  action?: string | null;

  @Field(() => String, { nullable: true, description: 'Actions of this domain, the part before the dot, e.g. `access` for roles and permissions.' })
  domain?: string | null;

  @Field(() => String, { nullable: true, description: 'Done to things of this type, e.g. `User`.' })
  resourceType?: string | null;

  @Field(() => ID, { nullable: true, description: 'Done to the thing with this id.' })
  resourceId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Done at this instant or later.' })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Done before this instant.' })
  to?: Date | null;

  @Field(() => String, { nullable: true, description: 'Part of the action, the resource or the request id, 2 to 100 characters; upper and lower case are the same.' })
  search?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A particular of an entry.' })
export class AuditEntryDetail {
  @Field(() => String, { description: 'What it is.' })
  name: string;

  @Field(() => String, { description: 'Its value.' })
  value: string;
}
