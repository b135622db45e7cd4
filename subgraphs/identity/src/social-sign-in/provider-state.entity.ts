import { IdColumn, InstantColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { Entity } from 'typeorm';
import type { ExternalProvider } from './external-identity.entity';

/** A sign-in at a provider that has begun. Its secrets are derived from its id (`provider-state.ts`), not stored; coming back deletes the row. */
@Entity('provider_state')
export class ProviderState {
  @IdColumn()
  id: string;

  @TextColumn({ length: 20 })
  provider: ExternalProvider;

  @TextColumn({ length: 500 })
  redirectUri: string;

  /** Who links the provider to their account; null: somebody signs in. */
  @ReferenceColumn({ nullable: true })
  userId: string | null;

  @InstantColumn()
  expiresAt: Date;
}
