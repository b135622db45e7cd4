import { connectionBy } from '@sangam/kit/database/connection-by';
import { ConnectionArguments, type Connection } from '@sangam/kit/graphql/connections';
import { Url } from '@sangam/kit/graphql/scalars';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { User, userById } from '../users/user.entity';
import { DataExport, DataExportConnection, DataExportFile, DataExportFormat, filesOfExport } from './data-export.entity';
import { requestDataExport, visibleDataExport } from './data-export.service';
import { fileLink } from './file-link';

const exportsOfUser = connectionBy(DataExport, 'userId', { orderBy: [{ property: 'createdAt', direction: 'DESC' }] });

@Resolver(() => DataExport)
export class DataExportResolver {
  @Query(() => DataExportConnection, { description: 'Copies of one\'s own data, newest first.' })
  myDataExports(@Ctx() ctx: SubgraphContext, @Args(() => ConnectionArguments) args: ConnectionArguments): Promise<Connection<DataExport>> {
    return exportsOfUser(ctx, ctx.viewer.userId ?? '', args);
  }

  @Query(() => DataExport, { nullable: true, description: 'A copy of one\'s own data; for administrators anybody\'s. Errors: NOT_FOUND.' })
  dataExport(@Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The copy.' }) id: string): Promise<DataExport> {
    return visibleDataExport(ctx, id);
  }

  @Mutation(() => DataExport, { description: 'Asks for a copy of everything the product holds of oneself; a mail with links comes when it is ready. Errors: STEP_UP_REQUIRED, CONFLICT (one is being made), RATE_LIMITED.' })
  exportMyData(@Ctx() ctx: SubgraphContext): Promise<DataExport> {
    return requestDataExport(ctx, ctx.viewer.userId ?? '');
  }

  @Mutation(() => DataExport, { description: 'Asks for a copy of a person\'s data, which is mailed to the person. Administrators. Errors: NOT_FOUND, CONFLICT (one is being made).' })
  exportUserData(
    @Ctx() ctx: SubgraphContext,
    @Arg('userId', () => ID, { description: 'The person.' }) userId: string,
    @Arg('format', () => DataExportFormat, { defaultValue: DataExportFormat.JSON, description: 'What the files hold.' }) _format: DataExportFormat,
  ): Promise<DataExport> {
    return requestDataExport(ctx, userId);
  }

  @FieldResolver(() => [DataExportFile], { description: 'Its zips, in order; none while it is being made, and after it has ended.' })
  async files(@Root() { id, readyAt }: DataExport, @Ctx() ctx: SubgraphContext): Promise<readonly DataExportFile[]> {
    return readyAt === null ? [] : ctx.loaders.load(filesOfExport, id);
  }

  @FieldResolver(() => User, { nullable: true, description: 'The administrator who asked for it; null: the person.' })
  requestedBy(@Root() { requestedById }: DataExport, @Ctx() ctx: SubgraphContext): Promise<User | null> | null {
    return requestedById === null ? null : ctx.loaders.load(userById, requestedById);
  }
}

@Resolver(() => DataExportFile)
export class DataExportFileResolver {
  @FieldResolver(() => Url, { nullable: true, description: 'Link to the zip: whoever has it can fetch the file until the copy ends. Null for whoever acts in the person\'s name.' })
  url(@Root() file: DataExportFile, @Ctx() ctx: SubgraphContext): string | null {
    return ctx.viewer.actorId === null ? fileLink(ctx, file) : null;
  }
}
