import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { sealedColumn } from '@sangam/kit/database/sealed-column';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { generateVAPIDKeys } from 'web-push';
import { PushKey } from './push-subscription.entity';

const KEY_ID = 'push-key';

/** Makes the key pair where there is none; of several instances one does. */
export async function seedPushKey(ctx: SubgraphContext): Promise<void> {
  if (await findOne(ctx, PushKey, { id: KEY_ID })) return;
  const { publicKey, privateKey } = generateVAPIDKeys();
  const sealedPrivateKey = sealedColumn(ctx, PushKey, 'sealedPrivateKey').seal({ id: KEY_ID }, privateKey);
  await transaction(ctx, (tx) => tx.upsert(PushKey, { id: KEY_ID, publicKey, sealedPrivateKey }, { on: ['id'] }));
}

export async function pushKey(ctx: SubgraphContext): Promise<{ readonly publicKey: string; readonly privateKey: string }> {
  const row = await findOne(ctx, PushKey, { id: KEY_ID });
  if (!row) throw new Error('The key pair of browser pushes is not there.');
  return { publicKey: row.publicKey, privateKey: sealedColumn(ctx, PushKey, 'sealedPrivateKey').open(row) };
}
