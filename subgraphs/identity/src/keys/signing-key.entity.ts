import { IdColumn, InstantColumn, LongTextColumn } from '@sangam/kit/database/columns';
import { SealedColumn } from '@sangam/kit/database/sealed-column';
import { Entity } from 'typeorm';

/** A key pair that signs access tokens. Rows are few: the newest signs, older ones verify until their tokens are gone. */
@Entity('signing_key')
export class SigningKey {
  /** The `kid` of tokens. */
  @IdColumn()
  id: string;

  /** Public JWK, JSON. */
  @LongTextColumn()
  publicJwk: string;

  /** Private JWK. */
  @SealedColumn<SigningKey>({ context: (row) => row.id })
  sealedPrivateJwk: string;

  @InstantColumn()
  createdAt: Date;
}
