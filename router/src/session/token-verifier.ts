import type { InternalCalls } from '@sangam/kit/calls/internal-calls';
import type { Clock } from '@sangam/kit/clock/clock';
import { AppError } from '@sangam/kit/errors/app-error';
import { INVALID_TOKEN, SERVICE_UNAVAILABLE, TOKEN_EXPIRED } from '@sangam/kit/errors/codes';
import { SigningKeysDocument } from '@sangam/schema/typed/internal';
import { createLocalJWKSet, decodeProtectedHeader, errors, jwtVerify, type JSONWebKeySet, type JWK } from 'jose';
import { z } from 'zod';
import { BoundedCache } from '../guard/bounded-cache';

/** What a valid access token says. */
export interface TokenClaims {
  readonly userId: string;
  readonly sessionId: string;
  readonly authTime: number;
  readonly mfa: boolean;
  readonly expiresAt: number;
}

export interface TokenVerifierOptions {
  readonly calls: InternalCalls;
  readonly clock: Clock;
  readonly issuer: string;
  readonly audience: string;
}

const claimsSchema = z.object({ sub: z.string().min(1), sid: z.string().min(1), auth_time: z.number(), exp: z.number(), amr: z.array(z.string()).default([]) });

/** An unknown key id asks identity again, at most this often. */
const REFETCH_MS = 5_000;
const KEEP_MS = 10 * 60_000;

/** Tokens remembered as verified, by number and by characters. */
const MAX_VERIFIED = 10_000;
const MAX_CHARACTERS = 10_000_000;

/**
 * Verifies access tokens against the keys that identity publishes. One algorithm, fixed issuer, audience and type. A
 * signature is checked once; whether a token has expired, and whether the keys are still the same, each time.
 */
export class TokenVerifier {
  private keys: JSONWebKeySet = { keys: [] };
  private verified = new BoundedCache<TokenClaims>(MAX_VERIFIED, MAX_CHARACTERS);
  private fetchedAt = Number.NEGATIVE_INFINITY;
  private fetching: Promise<void> | null = null;

  constructor(private readonly options: TokenVerifierOptions) {}

  /**
   * At once for a token that was verified before.
   * @throws AppError TOKEN_EXPIRED, INVALID_TOKEN, or SERVICE_UNAVAILABLE when the keys cannot be had.
   */
  verify(token: string): TokenClaims | Promise<TokenClaims> {
    const now = this.options.clock.now();
    const known = now - this.fetchedAt < KEEP_MS ? this.verified.get(token) : undefined;
    if (!known) return this.verifyAnew(token);
    if (known.expiresAt <= now) throw new AppError(TOKEN_EXPIRED);
    return known;
  }

  /** The public key set (RFC 7517). */
  async jwks(): Promise<JSONWebKeySet> {
    await this.keysFor(null);
    return this.keys;
  }

  private async verifyAnew(token: string): Promise<TokenClaims> {
    await this.keysFor(keyId(token));
    const { verified } = this;
    const claims = await this.claimsOf(token);
    // Keys that changed meanwhile have a memory of their own.
    verified.set(token, claims, token.length);
    return claims;
  }

  private async claimsOf(token: string): Promise<TokenClaims> {
    try {
      const { payload } = await jwtVerify(token, createLocalJWKSet(this.keys), {
        algorithms: ['EdDSA'], issuer: this.options.issuer, audience: this.options.audience, typ: 'at+jwt', currentDate: new Date(this.options.clock.now()), clockTolerance: 0,
      });
      const claims = claimsSchema.parse(payload);
      return { userId: claims.sub, sessionId: claims.sid, authTime: claims.auth_time * 1_000, mfa: claims.amr.includes('mfa'), expiresAt: claims.exp * 1_000 };
    } catch (error) {
      throw new AppError(error instanceof errors.JWTExpired ? TOKEN_EXPIRED : INVALID_TOKEN);
    }
  }

  private async keysFor(id: string | null): Promise<void> {
    const age = this.options.clock.now() - this.fetchedAt;
    const known = id === null ? this.keys.keys.length > 0 : this.keys.keys.some((key) => key.kid === id);
    if (age < 0 || (known && age < KEEP_MS) || (!known && age < REFETCH_MS)) return;
    this.fetching ??= this.fetchKeys().finally(() => {
      this.fetching = null;
    });
    await this.fetching;
  }

  private async fetchKeys(): Promise<void> {
    try {
      const { signingKeys } = await this.options.calls.call('identity', SigningKeysDocument, {}, { requestId: 'signing-keys' });
      const keys = { keys: signingKeys.map((key) => JSON.parse(key) as JWK) };
      if (JSON.stringify(keys) !== JSON.stringify(this.keys)) this.verified = new BoundedCache(MAX_VERIFIED, MAX_CHARACTERS);
      this.keys = keys;
      this.fetchedAt = this.options.clock.now();
    } catch {
      // Known keys go on verifying; without any, nobody can be told from anybody.
      if (this.keys.keys.length === 0) throw new AppError(SERVICE_UNAVAILABLE);
    }
  }
}

function keyId(token: string): string {
  try {
    return decodeProtectedHeader(token).kid ?? '';
  } catch {
    throw new AppError(INVALID_TOKEN);
  }
}
