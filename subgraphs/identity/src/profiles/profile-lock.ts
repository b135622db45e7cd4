/** What the lock of a profile depends on. */
export interface LockFacts {
  /** When the person signed up. */
  readonly createdAt: Date;
  readonly isAdvisor: boolean;
  readonly lockedAt: Date | null;
}

export interface ProfileLock {
  /** Whether critical fields change by request only. */
  readonly locked: boolean;
  /** When they were or will be locked; null: never by themselves. */
  readonly locksAt: Date | null;
}

/** Critical fields are locked from the person's own lock on, an adviser's at the latest when the grace period ends. */
export function profileLock({ createdAt, isAdvisor, lockedAt }: LockFacts, graceMs: number, nowMs: number): ProfileLock {
  const ends = [...(lockedAt ? [lockedAt.getTime()] : []), ...(isAdvisor ? [createdAt.getTime() + graceMs] : [])];
  if (ends.length === 0) return { locked: false, locksAt: null };
  const locksAt = Math.min(...ends);
  return { locked: locksAt <= nowMs, locksAt: new Date(locksAt) };
}
