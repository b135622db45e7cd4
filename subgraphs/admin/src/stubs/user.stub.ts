import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A person, owned by identity. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({ simpleResolvers: true, description: 'A person.' })
export class User {
  @Field(() => ID, { description: 'Opaque id.' })
  id: string;
}

/** The reference that the router resolves at identity; null for an erased person. */
export function userReference(id: string | null): User | null {
  return id === null ? null : Object.assign(new User(), { id });
}
