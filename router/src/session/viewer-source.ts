import { anonymousViewer, type Viewer } from '@sangam/kit/authorization/viewer';

/** What the front door knows of a request before it knows who asks. */
export interface RequestFacts {
  readonly requestId: string;
  readonly ip: string;
  readonly locale: string;
  /** `X-Device-ID` and `User-Agent`, where they are sane. */
  readonly deviceId: string | null;
  readonly userAgent: string | null;
}

/** Turns an access token into a viewer. */
export interface ViewerSource {
  /**
   * The viewer of a request, at once where nobody has to be asked; anonymous without a token.
   * @throws AppError TOKEN_EXPIRED, INVALID_TOKEN, SESSION_REVOKED, ACCOUNT_DISABLED; SERVICE_UNAVAILABLE when a token
   *   was sent and identity cannot be asked.
   */
  viewerFor(token: string | null, facts: RequestFacts): Viewer | Promise<Viewer>;
}

/** The token of an `Authorization: Bearer` value; null when there is none. */
export function bearerToken(authorization: string | undefined): string | null {
  const match = /^Bearer\s+(\S+)\s*$/i.exec(authorization ?? '');
  return match?.[1] ?? null;
}

export function anonymous(facts: RequestFacts): Viewer {
  return { ...anonymousViewer(facts.requestId, facts.ip, facts.locale), deviceId: facts.deviceId, userAgent: facts.userAgent };
}
