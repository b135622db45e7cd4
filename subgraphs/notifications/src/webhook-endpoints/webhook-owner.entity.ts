import type { OwnerType } from '@sangam/kit/authorization/owner';
import { IntegerColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { Entity } from 'typeorm';

/** How many endpoints a person or an organization has; its row is what parallel creations wait for. */
@Entity('webhook_owner')
export class WebhookOwner {
  @TextColumn({ length: 12, primary: true })
  ownerType: OwnerType;

  @ReferenceColumn({ primary: true })
  ownerId: string;

  @IntegerColumn()
  endpoints: number;
}
