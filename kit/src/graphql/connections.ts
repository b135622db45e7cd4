import { ArgsType, Directive, Field, Int, ObjectType, type ClassType } from 'type-graphql';

@Directive('@shareable')
@ObjectType({ simpleResolvers: true, description: 'Where a page of a connection stands (Relay cursor connections).' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more entries follow this page.' })
  hasNextPage: boolean;

  @Field(() => Boolean, { description: 'Whether entries precede this page.' })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first entry; null on an empty page.' })
  startCursor: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last entry; null on an empty page.' })
  endCursor: string | null;
}

@ArgsType()
export class ConnectionArguments {
  @Field(() => Int, { nullable: true, description: 'Entries from the start, 1 to 100; 20 when neither `first` nor `last` is given.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only entries after this cursor.' })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'Entries from the end, 1 to 100.' })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only entries before this cursor.' })
  before?: string | null;
}

export interface Edge<T> {
  readonly cursor: string;
  readonly node: T;
}

/** A page as resolvers return it; `totalCount` is a function so that it costs a statement only when selected. */
export interface Connection<T> {
  readonly edges: readonly Edge<T>[];
  readonly nodes: readonly T[];
  readonly pageInfo: PageInfo;
  readonly totalCount: () => Promise<number>;
}

/** Declares `<Name>Connection` and `<Name>Edge` for an entity; call it once per entity, below it in its file. */
export function connectionOf<T extends object>(node: () => ClassType<T>, name: string): ClassType<Connection<T>> {
  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: `An entry of a ${name} list and its cursor.` })
  class EdgeType {
    @Field(() => String, { description: 'Position of this entry; opaque.' })
    cursor: string;

    @Field(node, { description: 'The entry.' })
    node: T;
  }

  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of a ${name} list.` })
  class ConnectionType {
    @Field(() => [EdgeType], { description: 'Entries with their cursors.' })
    edges: Edge<T>[];

    @Field(() => [node()], { description: 'Entries without cursors.' })
    nodes: T[];

    @Field(() => PageInfo, { description: 'Where this page stands.' })
    pageInfo: PageInfo;

    @Field(() => Int, { description: 'Entries of the whole list. Counted only when selected.' })
    totalCount: () => Promise<number>;
  }

  return ConnectionType as unknown as ClassType<Connection<T>>;
}
