import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { AuditEntryFilter } from './audit-entry.inputs';
import { exportAuditTrail } from './export.service';
import { AuditExportFormat, AuditTrailExport } from './export.types';

@Resolver()
export class ExportResolver {
  @Mutation(() => AuditTrailExport, { description: 'A link to entries of the audit log as a file, newest first; asking for it and fetching it are themselves put on record. For whoever may list these entries. Errors: FORBIDDEN, BAD_USER_INPUT.' })
  exportAuditTrail(
    @Ctx() ctx: SubgraphContext, @Arg('format', () => AuditExportFormat, { description: 'Form of the file.' }) format: AuditExportFormat,
    @Arg('filter', () => AuditEntryFilter, { nullable: true, description: 'Which entries; all when absent.' }) filter: AuditEntryFilter | null,
  ): Promise<AuditTrailExport> {
    return exportAuditTrail(ctx, { format, filter: { ...filter } });
  }
}
