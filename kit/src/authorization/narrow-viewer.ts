import type { Viewer, ViewerReads } from './viewer';

/** From weakest to strongest: each level may read what those before it may. */
const LEVELS: readonly ViewerReads[] = ['nothing', 'roles', 'organization', 'user'];

/** What can be known of a viewer; `signedIn` where `userId` is not. */
export type ViewerFacts = Viewer & { readonly signedIn: boolean };
type NarrowReads = Exclude<ViewerReads, 'user'>;

/** In which form an answer is due, and under which id its execution is traced: no answer may depend on the latter. */
const OF_EVERYBODY = ['permissionVersion', 'locale', 'timeZone', 'requestId'] as const;
const OF_A_ROLE = [...OF_EVERYBODY, 'mfa', 'emailVerified', 'userTypes', 'platformRoles'] as const;
const OF_A_MEMBER = [...OF_A_ROLE, 'organizationId', 'membershipRole', 'permissions'] as const;

/** What may be read at each level. */
export const READABLE: Readonly<Record<ViewerReads, readonly (keyof ViewerFacts)[]>> = {
  nothing: OF_EVERYBODY,
  roles: [...OF_A_ROLE, 'signedIn'],
  organization: [...OF_A_MEMBER, 'signedIn'],
  user: [...OF_A_MEMBER, 'userId', 'sessionId', 'authTime', 'actorId', 'ip', 'deviceId', 'userAgent', 'expiresAt'],
};

/** A viewer as plain data, and how much of one it is. */
export interface ViewerPart {
  readonly reads: ViewerReads;
  readonly facts: Readonly<Partial<ViewerFacts>>;
}

const narrowed = new WeakMap<Viewer, NarrowReads>();

/** How much of a viewer can be read. */
export function readsOf(viewer: Viewer): ViewerReads {
  return narrowed.get(viewer) ?? 'user';
}

/** The strongest of some levels; `nothing` of none. */
export function strongest(levels: Iterable<ViewerReads>): ViewerReads {
  let found: ViewerReads = 'nothing';
  for (const level of levels) {
    if (level === 'user') return level;
    if (isStronger(level, found)) found = level;
  }
  return found;
}

/**
 * The same viewer for an execution that reads no more than this: reading further throws, copying the viewer included,
 * so that an answer for several viewers cannot depend on one of them.
 */
export function narrowViewer(viewer: Viewer, reads: ViewerReads): Viewer {
  if (reads === 'user' || !isStronger(readsOf(viewer), reads)) return viewer;
  const facts: Record<string, unknown> = {};
  for (const name of READABLE[reads]) facts[name] = name === 'signedIn' ? isSignedIn(viewer) : viewer[name];
  return viewerOf({ reads, facts });
}

/** Whether somebody is signed in, whoever it is: what a rule that reads roles may ask. */
export function isSignedIn(viewer: Viewer): boolean {
  return narrowed.has(viewer) ? (viewer as ViewerFacts).signedIn : Boolean(viewer.userId);
}

/** What can be read of a viewer, to be written down. */
export function partOf(viewer: Viewer): ViewerPart {
  const reads = readsOf(viewer);
  if (reads === 'user') return { reads, facts: viewer };
  return { reads, facts: Object.fromEntries(READABLE[reads].map((name) => [name, (viewer as ViewerFacts)[name]])) };
}

/** The viewer that a part was written of. */
export function viewerOf({ reads, facts }: ViewerPart): Viewer {
  const viewer = { ...facts } as Viewer;
  if (reads === 'user') return viewer;
  Object.defineProperties(viewer, BEYOND[reads]);
  narrowed.set(viewer, reads);
  return viewer;
}

const BEYOND: Readonly<Record<NarrowReads, PropertyDescriptorMap>> = { nothing: beyond('nothing'), roles: beyond('roles'), organization: beyond('organization') };

function beyond(reads: NarrowReads): PropertyDescriptorMap {
  const hidden = [...READABLE.user, 'signedIn' as const].filter((name) => !READABLE[reads].includes(name));
  return Object.fromEntries(hidden.map((name) => [name, { enumerable: true, get: () => refuse(reads, name) }]));
}

function refuse(reads: NarrowReads, name: string): never {
  throw new Error(`An execution that reads "${reads}" of the viewer asked for ${name}. A rule, guard or resolver reads more than its feature declares.`);
}

function isStronger(level: ViewerReads, than: ViewerReads): boolean {
  return LEVELS.indexOf(level) > LEVELS.indexOf(than);
}
