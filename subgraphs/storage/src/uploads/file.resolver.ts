import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { File } from './file.entity';
import { ClaimFileInput, FileDownload } from './file.inputs';
import { claimFile, deleteFile, downloadOf, ownFile } from './file.service';

@Resolver(() => File)
export class FileResolver {
  @Query(() => File, { nullable: true, description: 'One of one\'s own files. Errors: NOT_FOUND.' })
  file(@Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The file.' }) id: string): Promise<File> {
    return ownFile(ctx, id);
  }

  @Mutation(() => ID, { description: 'Deletes one of one\'s own files; returns its id. Its links stop working, its bytes are removed. Errors: NOT_FOUND, INVALID_STATE (something refers to it: remove it there).' })
  deleteFile(@Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The file.' }) id: string): Promise<string> {
    return deleteFile(ctx, id);
  }

  @Directive('@inaccessible')
  @Mutation(() => ID, { description: 'Internal: claims a person\'s unused file for something that is about to refer to it; returns its id. What then refers to it says so by an event within a week. Errors: NOT_FOUND (none of theirs, of another purpose, or used before).' })
  claimFile(@Ctx() ctx: SubgraphContext, @Arg('input', () => ClaimFileInput, { description: 'The file, and whose and what for it has to be.' }) input: ClaimFileInput): Promise<string> {
    return claimFile(ctx, input);
  }

  @FieldResolver(() => FileDownload, { description: 'A signed link to the bytes, made when it is asked for.' })
  download(@Root() file: File, @Ctx() ctx: SubgraphContext): FileDownload {
    return downloadOf(ctx, file);
  }
}
