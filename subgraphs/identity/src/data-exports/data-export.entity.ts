import { IdColumn, InstantColumn, IntegerColumn, JsonColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { listBy } from '@sangam/kit/database/loaders';
import { SealedColumn } from '@sangam/kit/database/sealed-column';
import { connectionOf } from '@sangam/kit/graphql/connections';
import { DateTime } from '@sangam/kit/graphql/scalars';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Entity } from 'typeorm';

export enum DataExportState {
  PENDING = 'PENDING',
  READY = 'READY',
  FAILED = 'FAILED',
  EXPIRED = 'EXPIRED',
}

export enum DataExportFormat {
  JSON = 'JSON',
}

registerEnumType(DataExportState, {
  name: 'DataExportState', description: 'How far a copy of somebody\'s data is.',
  valuesConfig: {
    PENDING: { description: 'Being collected from all parts of the product.' },
    READY: { description: 'Its files can be downloaded.' },
    FAILED: { description: 'Could not be made, though it was tried for hours; ask for another one.' },
    EXPIRED: { description: 'Its files were removed.' },
  },
});
registerEnumType(DataExportFormat, { name: 'DataExportFormat', description: 'What the files of a copy hold.', valuesConfig: { JSON: { description: 'A zip of JSON files, one for each kind of record.' } } });

/** Where the collecting goes on. */
export interface ExportPlace {
  /** Still to be asked, this one first. */
  readonly subgraphs: readonly string[];
  /** `next` of the first one's last page. */
  readonly after: string | null;
}

@Entity('data_export')
@ObjectType({ simpleResolvers: true, description: 'A copy of everything the product holds of a person, without secrets and without what belongs to others. Visible to the person and administrators.' })
export class DataExport {
  @IdColumn()
  @Field(() => ID, { description: 'Opaque id.' })
  id: string;

  @ReferenceColumn()
  userId: string;

  /** The person while it is being made, else null: one a person at a time. */
  @ReferenceColumn({ nullable: true })
  inFlightUserId: string | null;

  /** An administrator; null: the person. */
  @ReferenceColumn({ nullable: true })
  requestedById: string | null;

  @TextColumn({ length: 20 })
  @Field(() => DataExportState, { description: 'How far it is.' })
  state: DataExportState;

  @JsonColumn()
  place: ExportPlace;

  @IntegerColumn()
  fileCount: number;

  @InstantColumn()
  @Field(() => DateTime, { description: 'When it was asked for.' })
  createdAt: Date;

  @InstantColumn({ nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When its files were ready.' })
  readyAt: Date | null;

  @InstantColumn({ nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When its links stop working and its files are removed (`DATA_EXPORT_TTL` after `readyAt`).' })
  expiresAt: Date | null;
}

@Entity('data_export_file')
@ObjectType({ simpleResolvers: true, description: 'One zip of a copy. There are several where the person has much: each is complete in itself.' })
export class DataExportFile {
  @IdColumn()
  id: string;

  @ReferenceColumn()
  exportId: string;

  @IntegerColumn()
  @Field(() => Int, { description: 'Position among the files of the copy, from 1.' })
  number: number;

  @IntegerColumn()
  @Field(() => Int, { description: 'Bytes of the zip.' })
  sizeBytes: number;
}

/** Apart from what lists of files read. */
@Entity('data_export_content')
export class DataExportContent {
  @IdColumn()
  fileId: string;

  /** The zip in base 64. */
  @SealedColumn()
  content: string;
}

export const DataExportConnection = connectionOf(() => DataExport, 'DataExport');
export const filesOfExport = listBy(DataExportFile, 'exportId', { orderBy: [{ property: 'number', direction: 'ASC' }] });
