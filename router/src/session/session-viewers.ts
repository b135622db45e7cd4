import type { Viewer } from '@sangam/kit/authorization/viewer';
import { VIEWER_CHANGED, type ViewerChange } from '@sangam/kit/authorization/viewer-changes';
import type { InternalCalls } from '@sangam/kit/calls/internal-calls';
import type { Clock } from '@sangam/kit/clock/clock';
import { AppError } from '@sangam/kit/errors/app-error';
import { ACCOUNT_DISABLED, SERVICE_UNAVAILABLE, SESSION_REVOKED } from '@sangam/kit/errors/codes';
import type { LiveBus } from '@sangam/kit/live/live-bus';
import { ViewerOfSessionDocument, type ViewerOfSessionQuery } from '@sangam/schema/typed/internal';
import { isPromise } from '../execution/run';
import type { TokenClaims, TokenVerifier } from './token-verifier';
import { anonymous, type RequestFacts, type ViewerSource } from './viewer-source';

type SessionFacts = ViewerOfSessionQuery['viewerOfSession'];

interface Remembered {
  /** A promise until identity has answered. */
  facts: SessionFacts | Promise<SessionFacts>;
  readonly askedAt: number;
  readonly userId: string;
}

export interface SessionViewersOptions {
  readonly verifier: TokenVerifier;
  readonly calls: InternalCalls;
  readonly live: LiveBus;
  readonly clock: Clock;
}

/** How long a viewer may be remembered; the bound within which any change of rights bites even without the bus. */
const REMEMBER_MS = 5_000;
const MAX_REMEMBERED = 10_000;

/**
 * Viewers from tokens and identity's sessions. One call per session in five seconds; a change published by identity
 * makes the next request ask again, and closes streams through `onChange`.
 */
export class SessionViewers implements ViewerSource {
  private readonly remembered = new Map<string, Remembered>();
  private readonly listeners = new Set<(change: ViewerChange | null) => void>();
  private unsubscribe: (() => Promise<void>) | null = null;

  constructor(private readonly options: SessionViewersOptions) {}

  async start(): Promise<void> {
    this.unsubscribe = await this.options.live.subscribe(VIEWER_CHANGED, {
      message: (message) => this.changed(message.payload as ViewerChange),
      gap: () => this.changed(null),
    });
  }

  async stop(): Promise<void> {
    await this.unsubscribe?.();
  }

  /** Hears of changed viewers; null: any may have changed. */
  onChange(listener: (change: ViewerChange | null) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  viewerFor(token: string | null, request: RequestFacts): Viewer | Promise<Viewer> {
    if (token === null) return anonymous(request);
    const claims = this.options.verifier.verify(token);
    return isPromise(claims) ? claims.then((verified) => this.viewerWith(verified, request)) : this.viewerWith(claims, request);
  }

  private viewerWith(claims: TokenClaims, request: RequestFacts): Viewer | Promise<Viewer> {
    const facts = this.factsOf(claims, request.requestId);
    return isPromise(facts) ? facts.then((settled) => viewer(claims, settled, request)) : viewer(claims, facts, request);
  }

  private factsOf(claims: TokenClaims, requestId: string): SessionFacts | Promise<SessionFacts> {
    const known = this.remembered.get(claims.sessionId);
    if (known && this.options.clock.now() - known.askedAt < REMEMBER_MS) return known.facts;
    const facts = this.ask(claims.sessionId, requestId);
    const entry: Remembered = { facts, askedAt: this.options.clock.now(), userId: claims.userId };
    this.remember(claims.sessionId, entry);
    facts.then(
      (settled) => {
        entry.facts = settled;
      },
      () => {
        if (this.remembered.get(claims.sessionId) === entry) this.remembered.delete(claims.sessionId);
      },
    );
    return facts;
  }

  private async ask(sessionId: string, requestId: string): Promise<SessionFacts> {
    try {
      return (await this.options.calls.call('identity', ViewerOfSessionDocument, { sessionId }, { requestId })).viewerOfSession;
    } catch {
      throw new AppError(SERVICE_UNAVAILABLE);
    }
  }

  private remember(sessionId: string, entry: Remembered): void {
    this.remembered.delete(sessionId);
    this.remembered.set(sessionId, entry);
    if (this.remembered.size <= MAX_REMEMBERED) return;
    const oldest = this.remembered.keys().next().value;
    if (oldest !== undefined) this.remembered.delete(oldest);
  }

  /** Forgetting an entry also discards an answer that is still on its way: it may be older than the change. */
  private changed(change: ViewerChange | null): void {
    if (change === null) this.remembered.clear();
    else if (change.sessionId !== undefined) this.remembered.delete(change.sessionId);
    else for (const [sessionId, entry] of this.remembered) if (entry.userId === change.userId) this.remembered.delete(sessionId);
    for (const listener of this.listeners) listener(change);
  }
}

/** @throws AppError SESSION_REVOKED, ACCOUNT_DISABLED */
function viewer(claims: TokenClaims, facts: SessionFacts, request: RequestFacts): Viewer {
  if (!facts || facts.userId !== claims.userId) throw new AppError(SESSION_REVOKED);
  if (facts.disabled) throw new AppError(ACCOUNT_DISABLED);
  if (!facts.live) throw new AppError(SESSION_REVOKED);
  return {
    ...anonymous({ ...request, locale: facts.locale }),
    userId: claims.userId, actorId: facts.actorId ?? null, sessionId: claims.sessionId, authTime: claims.authTime, mfa: claims.mfa, emailVerified: facts.emailVerified,
    platformRoles: facts.platformRoles, userTypes: facts.userTypes, timeZone: facts.timeZone, expiresAt: claims.expiresAt,
  };
}
