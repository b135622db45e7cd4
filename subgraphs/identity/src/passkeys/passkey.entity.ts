import { IdColumn, InstantColumn, IntegerColumn, JsonColumn, LongTextColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { Entity } from 'typeorm';

/** A key pair whose private half a person's device keeps (WebAuthn credential). Nothing in here is secret. */
@Entity('passkey')
export class Passkey {
  @IdColumn()
  id: string;

  @ReferenceColumn()
  userId: string;

  @TextColumn({ length: 100, nullable: true })
  label: string | null;

  /** SHA-256 of the credential id, which may have 1,023 bytes; no two people have the same. */
  @TextColumn({ length: 64 })
  credentialHash: string;

  /** Base64url, as clients name it. */
  @LongTextColumn()
  credentialId: string;

  /** COSE key, base64url. */
  @LongTextColumn()
  publicKey: string;

  /** Uses that the device has counted; 0 for devices that do not count. A copy of the key falls behind. */
  @IntegerColumn()
  counter: number;

  /** How the device can be reached, a hint for browsers. */
  @JsonColumn()
  transports: string[];

  @InstantColumn()
  createdAt: Date;

  @InstantColumn({ nullable: true })
  lastUsedAt: Date | null;
}

/** What a device is asked to sign a challenge for. */
export type ChallengePurpose = 'REGISTRATION' | 'PROOF' | 'SIGN_IN';

/** A challenge that was not answered yet. Its text is derived (`passkey-challenge.ts`); answering it deletes the row. */
@Entity('passkey_challenge')
export class PasskeyChallenge {
  @IdColumn()
  id: string;

  /** Who may answer; null: whoever has a passkey. */
  @ReferenceColumn({ nullable: true })
  userId: string | null;

  @TextColumn({ length: 20 })
  purpose: ChallengePurpose;

  @InstantColumn()
  expiresAt: Date;
}
