import { ConnectionArguments, type Connection } from '@sangam/kit/graphql/connections';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { User, userReference } from '../stubs/user.stub';
import { AuditEntry, AuditEntryConnection } from './audit-entry.entity';
import { AuditEntryDetail, AuditEntryFilter } from './audit-entry.inputs';
import { auditEntries, auditEntry } from './audit-entry.service';
import { personalDataOf } from './audit-personal-data.entity';

@Resolver(() => AuditEntry)
export class AuditEntryResolver {
  @Query(() => AuditEntryConnection, { description: 'Entries of the audit log, newest first. Administrators; with `organizationId` those who administer that organization and act for it; with one\'s own id as `actorId` everybody. Reading the log, other than one\'s own entries, is itself put on record. Errors: FORBIDDEN, BAD_USER_INPUT, PAGE_SIZE_OUT_OF_RANGE.' })
  auditEntries(
    @Ctx() ctx: SubgraphContext, @Arg('filter', () => AuditEntryFilter, { nullable: true, description: 'Which entries; all when absent.' }) filter: AuditEntryFilter | null,
    @Args(() => ConnectionArguments) args: ConnectionArguments,
  ): Promise<Connection<AuditEntry>> {
    return auditEntries(ctx, { filter: filter ?? {}, args });
  }

  @Query(() => AuditEntry, { nullable: true, description: 'One entry of the audit log, for whoever may see it. Reading it, other than one\'s own, is itself put on record. Errors: NOT_FOUND.' })
  auditEntry(@Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The entry.' }) id: string): Promise<AuditEntry> {
    return auditEntry(ctx, id);
  }

  @FieldResolver(() => String, { description: 'The chain that it belongs to: id of the organization in which it was done, or `platform`.' })
  chain(@Root() { chainId }: AuditEntry): string {
    return chainId;
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who did it; null: the product itself, or somebody who was not signed in.' })
  actor(@Root() { actorId }: AuditEntry): User | null {
    return userReference(actorId);
  }

  @FieldResolver(() => User, { nullable: true, description: 'In whose name the actor did it; null where the actor acted for themselves.' })
  onBehalfOf(@Root() { onBehalfOfId }: AuditEntry): User | null {
    return userReference(onBehalfOfId);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Address that it was done from; null where the product did it, or once it was erased.' })
  async ip(@Root() { id }: AuditEntry, @Ctx() ctx: SubgraphContext): Promise<string | null> {
    return (await ctx.loaders.load(personalDataOf, id))?.ip || null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'What the client said of itself; null where it said nothing, or once it was erased.' })
  async userAgent(@Root() { id }: AuditEntry, @Ctx() ctx: SubgraphContext): Promise<string | null> {
    return (await ctx.loaders.load(personalDataOf, id))?.userAgent ?? null;
  }

  @FieldResolver(() => [AuditEntryDetail], { description: 'Particulars; which ones depends on the action. None once they were erased.' })
  async details(@Root() { id }: AuditEntry, @Ctx() ctx: SubgraphContext): Promise<AuditEntryDetail[]> {
    const personal = await ctx.loaders.load(personalDataOf, id);
    return Object.entries(personal?.detail ?? {}).map(([name, value]) => Object.assign(new AuditEntryDetail(), { name, value }));
  }

  @FieldResolver(() => Boolean, { description: 'Whether address, client and particulars were erased.' })
  async personalDataErased(@Root() { id }: AuditEntry, @Ctx() ctx: SubgraphContext): Promise<boolean> {
    return (await ctx.loaders.load(personalDataOf, id)) === null;
  }
}
