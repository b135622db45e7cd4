import { Arg, Ctx, Directive, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import type { SubgraphContext } from '../running/context';
import { readPersonalData } from './read-personal-data';

@Directive('@shareable')
@Directive('@inaccessible')
@ObjectType({ simpleResolvers: true, description: 'A page of what one subgraph holds of a person.' })
export class PersonalDataPage {
  @Field(() => String, { nullable: true, description: 'File of the archive that the rows belong to; null where there is nothing.' })
  file: string | null;

  @Field(() => [String], { description: 'Rows as the person is handed them, one JSON object each; at most 200.' })
  rows: string[];

  @Field(() => String, { nullable: true, description: 'Where the next page begins; null after the last one.' })
  next: string | null;
}

/** Added to every subgraph that holds rows of people. */
@Resolver()
export class PersonalDataResolver {
  @Directive('@shareable')
  @Directive('@inaccessible')
  @Query(() => PersonalDataPage, { description: 'Internal: what this subgraph holds of a person, for the copy that the person is handed. Errors: BAD_USER_INPUT.' })
  async personalDataPage(
    @Ctx() ctx: SubgraphContext,
    @Arg('userId', () => ID, { description: 'The person.' }) userId: string,
    @Arg('after', () => String, { nullable: true, description: '`next` of the page before; the first page when absent.' }) after: string | null,
  ): Promise<PersonalDataPage> {
    const { rows, ...page } = await readPersonalData(ctx, userId, after ?? null);
    return Object.assign(new PersonalDataPage(), page, { rows: rows.map((row) => JSON.stringify(row)) });
  }
}
