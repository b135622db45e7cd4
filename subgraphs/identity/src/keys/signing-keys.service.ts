import { findMany } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { sealedColumn } from '@sangam/kit/database/sealed-column';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import { identitySettings } from '../settings';
import { SigningKey } from './signing-key.entity';

export const ALGORITHM = 'EdDSA';

interface UsableKey {
  readonly id: string;
  readonly key: CryptoKey;
  readonly createdAt: number;
  /** When to ask the database again for a newer one. */
  readonly recheckAt: number;
}

/** Another process may have rotated. */
const RECHECK_MS = 60_000;
const current = new WeakMap<object, UsableKey>();

/** The key that signs now; made when there is none or the newest is older than the rotation period. */
export async function currentSigningKey(ctx: SubgraphContext): Promise<UsableKey> {
  const known = current.get(ctx.db);
  if (known && known.recheckAt > ctx.clock.now() && !isDue(ctx, known.createdAt)) return known;
  const [newest] = await findMany(ctx, SigningKey, { where: {}, orderBy: [{ property: 'createdAt', direction: 'DESC' }], limit: 1 });
  const row = newest && !isDue(ctx, newest.createdAt.getTime()) ? newest : await makeKey(ctx);
  const key = await importJWK(JSON.parse(sealedColumn(ctx, SigningKey, 'sealedPrivateJwk').open(row)) as JWK, ALGORITHM);
  const usable = { id: row.id, key: key as CryptoKey, createdAt: row.createdAt.getTime(), recheckAt: ctx.clock.now() + RECHECK_MS };
  current.set(ctx.db, usable);
  return usable;
}

/** Public keys that may have signed a token that still lives, newest first. */
export async function publicKeys(ctx: SubgraphContext): Promise<JWK[]> {
  await currentSigningKey(ctx);
  const rows = await findMany(ctx, SigningKey, { where: {}, orderBy: [{ property: 'createdAt', direction: 'DESC' }], limit: 20 });
  return rows.map((row) => ({ ...(JSON.parse(row.publicJwk) as JWK), kid: row.id, alg: ALGORITHM, use: 'sig' }));
}

/** Removes keys whose last tokens have expired: two rotation periods after they were made. */
export async function removeOldKeys(ctx: SubgraphContext): Promise<void> {
  const { SIGNING_KEY_ROTATION, ACCESS_TOKEN_TTL } = ctx.settings.of(identitySettings);
  const oldest = new Date(ctx.clock.now() - 2 * SIGNING_KEY_ROTATION - ACCESS_TOKEN_TTL);
  await transaction(ctx, (tx) => tx.delete(SigningKey, { createdAt: { lessThan: oldest } }));
}

function isDue(ctx: SubgraphContext, createdAt: number): boolean {
  return ctx.clock.now() - createdAt >= ctx.settings.of(identitySettings).SIGNING_KEY_ROTATION;
}

async function makeKey(ctx: SubgraphContext): Promise<SigningKey> {
  const pair = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true });
  const id = newId();
  const key = Object.assign(new SigningKey(), {
    id, createdAt: new Date(ctx.clock.now()), publicJwk: JSON.stringify(await exportJWK(pair.publicKey)),
    sealedPrivateJwk: sealedColumn(ctx, SigningKey, 'sealedPrivateJwk').seal({ id }, JSON.stringify(await exportJWK(pair.privateKey))),
  });
  await transaction(ctx, (tx) => tx.insert(SigningKey, key));
  return key;
}
