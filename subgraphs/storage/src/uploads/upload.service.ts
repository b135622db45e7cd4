import type { Transaction } from '@sangam/kit/database/transaction';
import { transaction } from '@sangam/kit/database/run-transaction';
import { sql } from '@sangam/kit/database/sql';
import { AppError } from '@sangam/kit/errors/app-error';
import { PAYLOAD_TOO_LARGE, QUOTA_EXCEEDED } from '@sangam/kit/errors/codes';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { storageSettings } from '../settings';
import { fileStore } from './file-store';
import { FileUsage } from './file-usage.entity';
import { File } from './file.entity';
import { encodedAnew, type EncodedImage } from './image';
import { dropFile } from './remove-files';
import { MAX_BYTES } from './upload-limits';
import type { UploadForm } from './upload-form';

/** How long the bytes of an upload may take to be written before its row counts as left over, milliseconds. */
const WRITING_MS = 3_600_000;

/**
 * Takes a file of the signed-in person. Its row comes first and is nobody's to see until the bytes are there: whatever fails in
 * between leaves neither, at once or by `storage.remove-unused-files`.
 */
export async function upload(ctx: SubgraphContext, form: UploadForm): Promise<File> {
  const { IMAGE_PIXELS } = ctx.settings.of(storageSettings);
  if (form.bytes.length > MAX_BYTES[form.purpose]) throw new AppError(PAYLOAD_TOO_LARGE);
  const image = await encodedAnew(form.bytes, IMAGE_PIXELS);
  const file = newFile(ctx, form, image);
  await transaction(ctx, async (tx) => {
    await takeBytes(ctx, tx, file);
    await tx.insert(File, file);
  });
  try {
    await fileStore(ctx).put(file.id, image.bytes);
    return await markStored(ctx, file);
  } catch (error) {
    await transaction(ctx, (tx) => dropFile(tx, file, { id: file.id })).catch(() => undefined);
    throw error;
  }
}

function newFile(ctx: SubgraphContext, { purpose, name }: UploadForm, { bytes, mediaType, width, height, sha256 }: EncodedImage): File {
  const now = ctx.clock.now();
  return Object.assign(new File(), {
    id: newId(), ownerType: 'USER', ownerId: ctx.viewer.userId, purpose, name, mediaType, sizeBytes: bytes.length, width, height, sha256,
    createdAt: new Date(now), storedAt: null, claimedAt: null, expiresAt: new Date(now + WRITING_MS),
  });
}

/** Counts the bytes against the owner's quota; the database decides, so parallel uploads cannot exceed it. @throws AppError QUOTA_EXCEEDED */
async function takeBytes(ctx: SubgraphContext, tx: Transaction, { ownerType, ownerId, sizeBytes }: File): Promise<void> {
  const { UPLOAD_QUOTA_BYTES } = ctx.settings.of(storageSettings);
  if (sizeBytes > UPLOAD_QUOTA_BYTES) throw new AppError(QUOTA_EXCEEDED);
  await tx.upsert(FileUsage, { ownerType, ownerId, bytes: 0 }, { on: ['ownerType', 'ownerId'] });
  const taken = await tx.update(FileUsage, { ownerType, ownerId, bytes: { atMost: UPLOAD_QUOTA_BYTES - sizeBytes } }, { bytes: sql('bytes + ?', sizeBytes) });
  if (taken !== 1) throw new AppError(QUOTA_EXCEEDED);
}

async function markStored(ctx: SubgraphContext, file: File): Promise<File> {
  const now = ctx.clock.now();
  const stored = { storedAt: new Date(now), expiresAt: new Date(now + ctx.settings.of(storageSettings).UNUSED_UPLOAD_TTL) };
  const marked = await transaction(ctx, (tx) => tx.update(File, { id: file.id, storedAt: null }, stored));
  if (marked !== 1) throw new Error('The row of an upload was removed while its bytes were being written.');
  return Object.assign(file, stored);
}
