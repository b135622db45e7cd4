import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** An uploaded file, owned by storage. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({ simpleResolvers: true, description: 'An uploaded file.' })
export class File {
  @Field(() => ID, { description: 'Opaque id.' })
  id: string;
}

/** The reference that the router resolves at storage. */
export function fileReference(id: string | null | undefined): File | null {
  return id ? Object.assign(new File(), { id }) : null;
}
