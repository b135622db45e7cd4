import { JsonColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { oneBy } from '@sangam/kit/database/loaders';
import { Entity } from 'typeorm';

/** What an entry says about people besides their ids. The chain holds a salted digest of it, so that erasing the row breaks nothing and gives nothing away. */
@Entity('audit_personal_data')
export class AuditPersonalData {
  @ReferenceColumn({ primary: true })
  entryId: string;

  @TextColumn({ length: 43 })
  salt: string;

  @TextColumn({ length: 64 })
  ip: string;

  @TextColumn({ length: 300, nullable: true })
  userAgent: string | null;

  @JsonColumn()
  detail: Readonly<Record<string, string>>;
}

export const personalDataOf = oneBy<AuditPersonalData, string>(AuditPersonalData, 'entryId');
