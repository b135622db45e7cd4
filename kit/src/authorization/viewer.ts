/**
 * Who is asking, as the router established it from the access token. Travels to subgraphs in one signed header;
 * a client can never send it. There is no plan tier in it: entitlements answer that.
 */
export interface Viewer {
  readonly userId: string | null;
  readonly sessionId: string | null;
  /** When the person last proved who they are, epoch milliseconds. */
  readonly authTime: number | null;
  /** Whether a second factor was proven in this session. */
  readonly mfa: boolean;
  readonly emailVerified: boolean;
  /** The person acting in somebody else's name (impersonation). */
  readonly actorId: string | null;
  readonly userTypes: readonly string[];
  readonly platformRoles: readonly string[];
  readonly organizationId: string | null;
  readonly membershipRole: string | null;
  readonly permissions: readonly string[];
  readonly permissionVersion: number;
  readonly locale: string;
  readonly timeZone: string;
  readonly requestId: string;
  readonly ip: string;
  /** What the client says of its device, at most 100 characters: a label, never a proof. */
  readonly deviceId: string | null;
  /** What the client says of itself, at most 300 characters. */
  readonly userAgent: string | null;
  /** When the token ends, epoch milliseconds; streams close then. */
  readonly expiresAt: number | null;
}

/** What a rule, guard or resolver may read of the viewer; the strongest of a document's fields is its view key. */
export type ViewerReads = 'nothing' | 'roles' | 'organization' | 'user';

/** A viewer without a token. */
export function anonymousViewer(requestId: string, ip: string, locale = 'en'): Viewer {
  return {
    userId: null, sessionId: null, authTime: null, mfa: false, emailVerified: false, actorId: null, userTypes: [], platformRoles: [],
    organizationId: null, membershipRole: null, permissions: [], permissionVersion: 0, locale, timeZone: 'Asia/Kolkata', requestId, ip,
    deviceId: null, userAgent: null, expiresAt: null,
  };
}
