import type { SubgraphContext } from '@sangam/kit/running/context';
import { Ctx, Directive, Query, Resolver } from 'type-graphql';
import { publicKeys } from './signing-keys.service';

@Resolver()
export class KeyResolver {
  @Directive('@inaccessible')
  @Query(() => [String], { description: 'Internal: public keys of access tokens, one JWK as JSON each (RFC 7517), newest first.' })
  async signingKeys(@Ctx() ctx: SubgraphContext): Promise<string[]> {
    return (await publicKeys(ctx)).map((key) => JSON.stringify(key));
  }
}
