import { EmailAddress, LanguageTag, TimeZone } from '@sangam/kit/graphql/scalars';
import { Directive, Field, ID, InputType, ObjectType } from 'type-graphql';
import { PlatformRole } from './user.entity';

@Directive('@inaccessible')
@ObjectType({ simpleResolvers: true, description: 'What the router needs of a login session to know who is asking.' })
export class SessionViewer {
  @Field(() => ID, { description: 'The person.' })
  userId: string;

  @Field(() => ID, { nullable: true, description: 'The administrator who acts as the person in this session.' })
  actorId: string | null;

  @Field(() => Boolean, { description: 'Whether the session still lives: not revoked, not expired, the person not disabled.' })
  live: boolean;

  @Field(() => Boolean, { description: 'Whether the person is switched off.' })
  disabled: boolean;

  @Field(() => Boolean, { description: 'Whether the address is verified.' })
  emailVerified: boolean;

  @Field(() => [String], { description: 'Platform roles.' })
  platformRoles: string[];

  @Field(() => [String], { description: 'What the person is on the platform.' })
  userTypes: string[];

  @Field(() => LanguageTag, { description: 'Preferred language.' })
  locale: string;

  @Field(() => TimeZone, { description: 'Zone of the person\'s days.' })
  timeZone: string;
}

@Directive('@inaccessible')
@ObjectType({ simpleResolvers: true, description: 'How a person is written to.' })
export class UserContact {
  @Field(() => ID, { description: 'The person.' })
  userId: string;

  @Field(() => EmailAddress, { description: 'Address as the person wrote it.' })
  email: string;

  @Field(() => LanguageTag, { description: 'Preferred language.' })
  locale: string;

  @Field(() => TimeZone, { description: 'Zone of the person\'s days.' })
  timeZone: string;
}

@Directive('@inaccessible')
@InputType({ description: 'A person made by the operator: the first administrator or demo people.' })
export class CreatePersonInput {
  @Field(() => ID, { nullable: true, description: 'Fixed id of a demo person; made when absent.' })
  id?: string | null;

  @Field(() => String, { description: 'Name shown to others.' })
  displayName: string;

  @Field(() => EmailAddress, { description: 'Address; counts as verified.' })
  email: string;

  @Field(() => String, { description: 'Password by the rule of `register`.' })
  password: string;

  @Field(() => [PlatformRole], { description: 'Roles on the whole platform.' })
  platformRoles: PlatformRole[];
}
