import { IdColumn } from '@sangam/kit/database/columns';
import { SealedColumn } from '@sangam/kit/database/sealed-column';
import { Entity } from 'typeorm';

/** The one key of links that end mails; it never changes, so that they work as long as somebody keeps the mail. */
@Entity('unsubscribe_key')
export class UnsubscribeKey {
  @IdColumn()
  id: string;

  @SealedColumn()
  sealedKey: string;
}
