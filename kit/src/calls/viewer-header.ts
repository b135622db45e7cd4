import { z } from 'zod';
import { partOf, READABLE, viewerOf, type ViewerFacts } from '../authorization/narrow-viewer';
import type { Viewer, ViewerReads } from '../authorization/viewer';
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

const shapes = {
  userId: name, sessionId: name, authTime: instant, mfa: z.boolean(), emailVerified: z.boolean(), actorId: name, userTypes: z.array(z.string()),
  platformRoles: z.array(z.string()), organizationId: name, membershipRole: name, permissions: z.array(z.string()), permissionVersion: z.number(),
  locale: z.string(), timeZone: z.string(), requestId: z.string(), ip: z.string(), deviceId: name, userAgent: name, expiresAt: instant,
  signedIn: z.boolean(),
} satisfies { readonly [F in keyof ViewerFacts]: z.ZodType<ViewerFacts[F]> };

/** A header says how much of the viewer it holds, and holds exactly that. */
const identitySchema = z.discriminatedUnion('reads', [written('nothing'), written('roles'), written('organization'), written('user')]);

function written<R extends ViewerReads>(reads: R) {
  const facts = Object.fromEntries(READABLE[reads].map((fact) => [fact, shapes[fact]]));
  return z.strictObject({ reads: z.literal(reads), viewer: z.strictObject(facts), caller: z.enum(['router', 'service']), requestId: z.string(), idempotencyKey: z.string().nullable() });
}

/**
 * One base64url JSON header.
 * @throws Error when it would pass 8 KB, which means that a viewer carries far too many permissions.
 */
export function encodeViewerHeader({ viewer, ...identity }: CallIdentity): string {
  const { reads, facts } = partOf(viewer);
  const header = Buffer.from(JSON.stringify({ ...identity, reads, viewer: facts })).toString('base64url');
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
    const { reads, viewer: facts, ...identity } = identitySchema.parse(JSON.parse(Buffer.from(header, 'base64url').toString('utf8')));
    return { ...identity, viewer: viewerOf({ reads, facts }) };
  } catch {
    throw new AppError(SIGNATURE_INVALID);
  }
}
