import { FlagColumn, IntegerColumn, TextColumn } from '@sangam/kit/database/columns';
import { Entity, PrimaryColumn } from 'typeorm';

/** The chain of what concerns no organization. */
export const PLATFORM_CHAIN = 'platform';

/** Where a chain of entries begins and ends; one for each organization and one for the platform. */
@Entity('audit_chain')
export class AuditChain {
  /** Id of the organization, or `platform`. */
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;

  /** Of the last entry. Whoever raises it holds the row until the commit, so no two entries get the same. */
  @IntegerColumn()
  sequence: number;

  /** Of the last entry. */
  @TextColumn({ length: 43 })
  hash: string;

  /** Keyed digest of the two above. */
  @TextColumn({ length: 43 })
  seal: string;

  /** Of the last entry that was removed because its time was over; 0 where none was. */
  @IntegerColumn()
  baseSequence: number;

  @TextColumn({ length: 43 })
  baseHash: string;

  @TextColumn({ length: 43 })
  baseSeal: string;

  /** Whether entries were added since the last checkpoint. */
  @FlagColumn()
  checkpointDue: boolean;
}
