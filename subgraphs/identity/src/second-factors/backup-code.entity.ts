import { IdColumn, InstantColumn, ReferenceColumn } from '@sangam/kit/database/columns';
import { Entity } from 'typeorm';

/** Which backup codes of a person count: only those of this set. A new set takes the place of the old one at once. */
@Entity('backup_code_set')
export class BackupCodeSet {
  /** The person's id. */
  @IdColumn()
  userId: string;

  @ReferenceColumn()
  id: string;

  @InstantColumn()
  createdAt: Date;
}

/** A backup code that was not used yet. Its text is derived from its id (`backup-code.ts`); using it deletes the row. */
@Entity('backup_code')
export class BackupCode {
  @IdColumn()
  id: string;

  @ReferenceColumn()
  setId: string;

  @ReferenceColumn()
  userId: string;
}
