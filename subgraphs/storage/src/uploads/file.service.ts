import { ownedBy, type Owned } from '@sangam/kit/authorization/owner';
import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { AppError, notFound } from '@sangam/kit/errors/app-error';
import { INVALID_STATE } from '@sangam/kit/errors/codes';
import { isId } from '@sangam/kit/ids/new-id';
import { publicUrl } from '@sangam/kit/settings/public-url';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { storageSettings } from '../settings';
import { linkExpiry, linkPath } from './download-link';
import { FileDownload, type ClaimFileInput } from './file.inputs';
import { File } from './file.entity';
import { dropFile } from './remove-files';

/** How long a claimed file waits for the event that says it is in use, milliseconds: longer than an event is tried. */
const CLAIM_MS = 7 * 86_400_000;

/** One of one's own files, also while one acts for an organization. */
export async function ownFile(ctx: SubgraphContext, id: string): Promise<File> {
  const file = isId(id) ? await findOne(ctx, File, ownedBy<File>(self(ctx), { id, storedAt: { not: null } })) : null;
  if (!file) throw notFound();
  return file;
}

/** Removes one of one's own files that nothing refers to. */
export async function deleteFile(ctx: SubgraphContext, id: string): Promise<string> {
  const file = await ownFile(ctx, id);
  await transaction(ctx, async (tx) => {
    if (await dropFile(tx, file, { claimedAt: null })) return;
    throw (await tx.findOne(File, { id })) ? new AppError(INVALID_STATE) : notFound();
  });
  return id;
}

/** Keeps a person's unused file of the right purpose for something that is about to refer to it; the first of several wins. */
export async function claimFile(ctx: SubgraphContext, { fileId, userId, purpose }: ClaimFileInput): Promise<string> {
  const now = ctx.clock.now();
  const wanted = ownedBy<File>({ ownerType: 'USER', ownerId: userId }, { id: fileId, purpose, storedAt: { not: null }, claimedAt: null, expiresAt: { moreThan: new Date(now) } });
  const claimed = await transaction(ctx, (tx) => tx.update(File, wanted, { claimedAt: new Date(now), expiresAt: new Date(now + CLAIM_MS) }));
  if (claimed !== 1) throw notFound();
  return fileId;
}

/** Where the bytes can be fetched for a while, by whoever has the link. */
export function downloadOf(ctx: SubgraphContext, { id }: File): FileDownload {
  const { FILE_LINK_KEY, FILE_LINK_TTL } = ctx.settings.of(storageSettings);
  const expires = linkExpiry(ctx.clock.now(), FILE_LINK_TTL);
  const url = `${publicUrl(ctx)}${linkPath(FILE_LINK_KEY, { fileId: id, expires })}`;
  return Object.assign(new FileDownload(), { url, expiresAt: new Date(expires * 1_000) });
}

const self = ({ viewer }: SubgraphContext): Owned => ({ ownerType: 'USER', ownerId: viewer.userId ?? '' });
