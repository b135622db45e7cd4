import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { sealedColumn } from '@sangam/kit/database/sealed-column';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { NotificationCategory } from '../templates/notification-category';
import { UnsubscribeKey } from './unsubscribe-key.entity';

const KEY_ID = 'unsubscribe-key';

/** Whose mails of which category a link ends. */
export interface Unsubscription {
  readonly userId: string;
  readonly category: NotificationCategory;
}

/** Makes the key where there is none; of several instances one does. */
export async function seedUnsubscribeKey(ctx: SubgraphContext): Promise<void> {
  if (await findOne(ctx, UnsubscribeKey, { id: KEY_ID })) return;
  const sealedKey = sealedColumn(ctx, UnsubscribeKey, 'sealedKey').seal({ id: KEY_ID }, randomBytes(32).toString('base64url'));
  await transaction(ctx, (tx) => tx.upsert(UnsubscribeKey, { id: KEY_ID, sealedKey }, { on: ['id'] }));
}

export async function unsubscribeToken(ctx: SubgraphContext, { userId, category }: Unsubscription): Promise<string> {
  const claim = Buffer.from(`${userId}.${category}`).toString('base64url');
  return `${claim}.${proof(await keyOf(ctx), claim)}`;
}

/** Null for what this product did not make. */
export async function readUnsubscribeToken(ctx: SubgraphContext, token: string): Promise<Unsubscription | null> {
  const [, claim, given] = /^([\w-]{1,200})\.([\w-]{43})$/.exec(token) ?? [];
  if (claim === undefined || given === undefined) return null;
  if (!timingSafeEqual(Buffer.from(given), Buffer.from(proof(await keyOf(ctx), claim)))) return null;
  const [userId = '', category] = Buffer.from(claim, 'base64url').toString('utf8').split('.');
  const known = Object.values(NotificationCategory).find((candidate) => candidate === category);
  return known === undefined ? null : { userId, category: known };
}

async function keyOf(ctx: SubgraphContext): Promise<string> {
  const row = await findOne(ctx, UnsubscribeKey, { id: KEY_ID });
  if (!row) throw new Error('The key of links that end mails is not there.');
  return sealedColumn(ctx, UnsubscribeKey, 'sealedKey').open(row);
}

function proof(key: string, claim: string): string {
  return createHmac('sha256', key).update(`unsubscribe\n${claim}`).digest('base64url');
}
