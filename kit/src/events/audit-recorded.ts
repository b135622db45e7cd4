import { defineEvent } from './define-event';

/** Something that somebody did and that stays on record. */
export interface RecordedAudit {
  /** Id of the entry; the same one is kept once. */
  readonly id: string;
  /** `<domain>.<verb>`, e.g. `account.ban`. */
  readonly action: string;
  /** What it was done to, e.g. `User`. */
  readonly resourceType: string;
  readonly resourceId: string;
  /** In whose chain it is kept; null: the platform's. */
  readonly organizationId: string | null;
  /** Who did it; null: the product itself, or somebody who was not signed in. */
  readonly actorId: string | null;
  /** In whose name the actor did it, where that is somebody else. */
  readonly onBehalfOfId: string | null;
  /** SHA-256 of what the resource was, base64url; null where it was not. */
  readonly beforeDigest: string | null;
  readonly afterDigest: string | null;
  /** Names of what differs between the two. */
  readonly changedFields: readonly string[];
  /** Particulars in words. Kept apart, so that they can be erased. */
  readonly detail: Readonly<Record<string, string>>;
  readonly ip: string;
  readonly userAgent: string | null;
}

/** Recorded by `recordAudit`; the contract names it in `schema/events/admin.ts`. */
export const auditRecorded = defineEvent<RecordedAudit>({ type: 'admin.audit.recorded', version: 1, description: 'Somebody did something that stays on record in the audit log.' });
