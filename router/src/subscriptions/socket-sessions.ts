import type { Viewer } from '@sangam/kit/authorization/viewer';
import type { ViewerChange } from '@sangam/kit/authorization/viewer-changes';

/** One open connection of a signed-in or anonymous client. */
export interface OpenConnection {
  readonly viewer: Viewer;
  /** Whether the session behind it still lives. */
  readonly stillLives: () => Promise<boolean>;
  readonly close: (code: number, reason: string) => void;
}

export const CLOSE_EXPIRED = 4401;
export const CLOSE_REVOKED = 4403;

/** setTimeout's longest wait. */
const LONGEST_WAIT = 2_147_483_647;

/** Open connections: closed when their token expires or their session ends, counted per person. */
export class SocketSessions {
  private readonly open = new Map<OpenConnection, NodeJS.Timeout | undefined>();

  constructor(private readonly now: () => number) {}

  /** Registers a connection; returns what to call when it closes. */
  add(connection: OpenConnection): () => void {
    const { expiresAt } = connection.viewer;
    const wait = expiresAt === null ? null : Math.min(LONGEST_WAIT, Math.max(0, expiresAt - this.now()));
    this.open.set(connection, wait === null ? undefined : setTimeout(() => connection.close(CLOSE_EXPIRED, 'The access token has expired.'), wait));
    return () => {
      clearTimeout(this.open.get(connection));
      this.open.delete(connection);
    };
  }

  /** Open connections of the same user, or of the same address without one. */
  countOf(viewer: Viewer): number {
    return [...this.open.keys()].filter((connection) => (viewer.userId ? connection.viewer.userId === viewer.userId : !connection.viewer.userId && connection.viewer.ip === viewer.ip)).length;
  }

  get size(): number {
    return this.open.size;
  }

  /** A viewer changed: connections that are concerned are asked again, and closed when their session has ended. */
  changed(change: ViewerChange | null): void {
    for (const connection of this.open.keys()) {
      const { userId, sessionId } = connection.viewer;
      const concerned = userId !== null && (change === null || (change.userId === userId && (change.sessionId === undefined || change.sessionId === sessionId)));
      if (concerned) void this.check(connection);
    }
  }

  /** Asks for every signed-in connection; the bound that holds without the bus. */
  checkAll(): void {
    this.changed(null);
  }

  closeAll(code: number, reason: string): void {
    for (const connection of this.open.keys()) connection.close(code, reason);
  }

  private async check(connection: OpenConnection): Promise<void> {
    if (!(await connection.stillLives())) connection.close(CLOSE_REVOKED, 'The session has ended.');
  }
}
