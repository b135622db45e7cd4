import { DateTime } from '@sangam/kit/graphql/scalars';
import { Field, ObjectType, registerEnumType } from 'type-graphql';

export enum AuditExportFormat {
  CSV = 'CSV',
  JSON = 'JSON',
}

registerEnumType(AuditExportFormat, {
  name: 'AuditExportFormat', description: 'Form of an export of the audit log.',
  valuesConfig: { CSV: { description: 'Comma-separated values; texts that a spreadsheet would take for formulas begin with an apostrophe.' }, JSON: { description: 'One object with `entries` and `next`.' } },
});

@ObjectType({ simpleResolvers: true, description: 'Where an export of the audit log can be fetched.' })
export class AuditTrailExport {
  @Field(() => String, { description: 'Path of the first 5,000 entries at the address of this graph, for whoever has it. The answer names the next ones: by `Link` with `rel="next"`, as JSON by `next` too.' })
  path: string;

  @Field(() => DateTime, { description: 'When it ends (`AUDIT_EXPORT_TTL`); that of the next ones too.' })
  expiresAt: Date;
}
