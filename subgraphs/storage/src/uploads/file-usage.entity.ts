import { IntegerColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import type { OwnerType } from '@sangam/kit/authorization/owner';
import { Entity } from 'typeorm';

/** How many bytes the files of one owner take together. */
@Entity('file_usage')
export class FileUsage {
  @TextColumn({ length: 12, primary: true })
  ownerType: OwnerType;

  @ReferenceColumn({ primary: true })
  ownerId: string;

  @IntegerColumn()
  bytes: number;
}
