import 'reflect-metadata';
import { Directive, Field, FieldResolver, ID, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { LoaderDefinition } from '../database/loaders';
import { buildSubgraph } from '../graphql/build-schema';
import { defineFeature } from '../running/define-feature';
import { defineSubgraph } from '../running/define-subgraph';
import { anyone, platformRole, self, signedIn } from './basic-rules';
import { guardReference } from './guard-reference';
import type { FeatureRules, ResolverReads } from './rules';

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true })
class Recipe {
  @Field(() => ID) id: string;
  @Field(() => String) title: string;
  @Field(() => String, { nullable: true }) margin: string;
}

/** Without `simpleResolvers` type-graphql gives every field a resolver. */
@ObjectType()
class Pantry {
  @Field(() => String) shelf: string;
}

@Resolver(() => Recipe)
class RecipeResolver {
  @Query(() => Recipe, { nullable: true }) recipe(): null {
    return null;
  }

  @Query(() => Pantry, { nullable: true }) pantry(): null {
    return null;
  }

  @Mutation(() => Recipe, { nullable: true }) cook(): null {
    return null;
  }

  @FieldResolver(() => String) rating(): string {
    return '5';
  }

  @FieldResolver(() => String, { nullable: true }) ownNote(): null {
    return null;
  }

  @FieldResolver(() => String, { nullable: true }) supplier(): null {
    return null;
  }
}

const load: LoaderDefinition<string, Recipe | null> = { name: 'recipe', batch: async (_ctx, ids) => ids.map(() => null) };
const open = { Query: { recipe: signedIn, pantry: anyone }, Mutation: { cook: signedIn } };

function readsWith(reads: ResolverReads, types: FeatureRules['types'] = { Recipe: 'guarded', Pantry: 'open' }) {
  const feature = defineFeature({ name: 'recipes', resolvers: [RecipeResolver], rules: { ...open, types, reads }, references: [guardReference<Recipe>({ entity: Recipe, reads: 'roles', load, guard: () => true })] });
  return buildSubgraph(defineSubgraph({ name: 'recipes', features: [feature], migrations: __dirname })).reads;
}

describe('what executions read of the viewer', () => {
  it('is everything where a resolver does not say, and nothing where there is none', () => {
    expect(readsWith({})).toEqual({
      Query: { fields: { recipe: 'user', pantry: 'user' } },
      Recipe: { reference: 'roles', fields: { rating: 'user', ownNote: 'user', supplier: 'user' } },
      Pantry: { fields: { shelf: 'user' } },
    });
  });

  it('is what rule and resolver read together', () => {
    const rules = { Recipe: { fields: { title: anyone, margin: platformRole('STAFF'), rating: anyone, supplier: platformRole('STAFF'), ownNote: self<Recipe>(({ id }) => id) } }, Pantry: 'open' } as const;
    const reads = { Query: { recipe: 'nothing' }, Recipe: { rating: 'nothing', supplier: 'organization', ownNote: 'nothing' }, Pantry: { shelf: 'nothing' } } as const;
    expect(readsWith(reads, rules)).toEqual({
      Query: { fields: { recipe: 'roles', pantry: 'user' } },
      Recipe: { reference: 'roles', fields: { margin: 'roles', supplier: 'organization', ownNote: 'user' } },
      Pantry: {},
    });
  });

  it.each<[string, ResolverReads]>([
    ['Recipe.taste', { Recipe: { taste: 'nothing' } }], ['Recipe.title', { Recipe: { title: 'roles' } }], ['Mutation.cook', { Mutation: { cook: 'nothing' } }], ['Sauce.name', { Sauce: { name: 'nothing' } }],
  ])('is not declared of %s', (name, reads) => {
    expect(() => readsWith(reads)).toThrow(`Subgraph recipes declares what nobody reads:\n  - ${name} is no field with a resolver`);
  });

  it('is declared once', () => {
    const [one, two] = ['one', 'two'].map((name) => defineFeature({ name, rules: { reads: { Recipe: { rating: 'nothing' } } } }));
    const recipes = defineFeature({ name: 'recipes', resolvers: [RecipeResolver], rules: { ...open, types: { Recipe: 'open', Pantry: 'open' } } });
    expect(() => buildSubgraph(defineSubgraph({ name: 'recipes', features: [recipes, one, two].filter((feature) => feature !== undefined), migrations: __dirname }))).toThrow('what Recipe.rating reads is declared twice');
  });
});
