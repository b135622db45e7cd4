import { z } from 'zod';
import type { Viewer } from '../authorization/viewer';
import { AppError } from '../errors/app-error';
import { SIGNATURE_INVALID } from '../errors/codes';

/** Who calls and for whom. Travels in `X-Viewer`, which the signature covers. */
export interface CallIdentity {
  readonly viewer: Viewer;
  /** Workers call other subgraphs as a service: `system` never leaves its process. */
  readonly caller: 'router' | 'service';
  readonly requestId: string;
  readonly idempotencyKey: string | null;
}

/** Bytes of the encoded header. Node refuses 16 KB for all headers together, so an oversized one would fail far from its cause. */
const LARGEST_HEADER = 8_192;

const instant = z.number().nullable();
const name = z.string().nullable();

const identitySchema = z.strictObject({
  viewer: z.strictObject({
    userId: name, sessionId: name, authTime: instant, mfa: z.boolean(), emailVerified: z.boolean(), actorId: name, userTypes: z.array(z.string()),
    platformRoles: z.array(z.string()), organizationId: name, membershipRole: name, permissions: z.array(z.string()), permissionVersion: z.number(),
    locale: z.string(), timeZone: z.string(), requestId: z.string(), ip: z.string(), expiresAt: instant,
  }),
  caller: z.enum(['router', 'service']),
  requestId: z.string(),
  idempotencyKey: z.string().nullable(),
}) satisfies z.ZodType<CallIdentity>;

/**
 * One base64url JSON header.
 * @throws Error when it would pass 8 KB, which means that a viewer carries far too many permissions.
 */
export function encodeViewerHeader(identity: CallIdentity): string {
  const header = Buffer.from(JSON.stringify(identity)).toString('base64url');
  if (header.length > LARGEST_HEADER) {
    throw new Error(`The viewer of request ${identity.requestId} takes ${header.length} bytes; ${LARGEST_HEADER} fit into a header.`);
  }
  return header;
}

/**
 * Reads a header whose signature was verified before.
 * @throws AppError SIGNATURE_INVALID for anything but exactly what `encodeViewerHeader` writes.
 */
export function decodeViewerHeader(header: string): CallIdentity {
  if (header.length > LARGEST_HEADER) throw new AppError(SIGNATURE_INVALID);
  try {
    return identitySchema.parse(JSON.parse(Buffer.from(header, 'base64url').toString('utf8')));
  } catch {
    throw new AppError(SIGNATURE_INVALID);
  }
}
