import { findOne } from '@sangam/kit/database/read';
import { AppError, notFound } from '@sangam/kit/errors/app-error';
import { defineError } from '@sangam/kit/errors/codes';
import { defineRoute, type RouteAnswer } from '@sangam/kit/http/define-route';
import { isId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { storageSettings } from '../settings';
import { isValidLink } from './download-link';
import { fileStore } from './file-store';
import { File } from './file.entity';
import { downloadOf } from './file.service';
import { uploadForm } from './upload-form';
import { MAX_FORM_BYTES } from './upload-limits';
import { upload } from './upload.service';

export const DOWNLOAD_LINK_INVALID = defineError('DOWNLOAD_LINK_INVALID', 403, 'The download link is not valid or has ended.');

/** Takes a multipart form with the parts `purpose` and `file`. */
export const uploadFile = defineRoute({
  method: 'POST', path: '/files', signedIn: true, bodyLimit: MAX_FORM_BYTES, rate: { limit: 30, windowSeconds: 60 },
  description: 'Uploads a file of the signed-in person: a multipart form with `purpose` (of FilePurpose) and `file`, JPEG, PNG or WebP of at most 5 MB. Unused files are removed after a day.',
  handle: async (ctx, request) => {
    const file = await upload(ctx, await uploadForm(request));
    const { url, expiresAt } = downloadOf(ctx, file);
    const { id: fileId, mediaType, sizeBytes, width, height } = file;
    return { status: 201, body: { fileId, mediaType, sizeBytes, width, height, url, urlExpiresAt: expiresAt.toISOString() } };
  },
});

/** Whoever has a signed link gets the bytes; it is the link that counts, not who follows it. */
export const downloadFile = defineRoute({
  method: 'GET', path: '/files/:id', covers: ['salahkaar-172'], rate: { limit: 600, windowSeconds: 60 },
  description: 'The bytes of a file, for whoever has a signed link (`File.download`). Served as an attachment that runs no scripts.',
  handle: async (ctx, { params: { id: fileId = '' }, query: { expires = '', signature = '' } }) => {
    if (!isValidLink(ctx.settings.of(storageSettings).FILE_LINK_KEY, { fileId, expires, signature }, ctx.clock.now())) throw new AppError(DOWNLOAD_LINK_INVALID);
    return downloadAnswer(ctx, fileId, Number(expires));
  },
});

async function downloadAnswer(ctx: SubgraphContext, id: string, expires: number): Promise<RouteAnswer> {
  const file = isId(id) ? await findOne(ctx, File, { id, storedAt: { not: null } }) : null;
  const bytes = file && (await fileStore(ctx).get(id));
  if (!file || !bytes) throw notFound();
  const secondsLeft = Math.max(0, expires - Math.ceil(ctx.clock.now() / 1_000));
  return {
    status: 200, body: bytes,
    headers: {
      'content-type': file.mediaType, 'content-length': String(bytes.length), 'content-disposition': `attachment; filename="${id}"; filename*=UTF-8''${encoded(file.name)}`,
      'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox", 'cross-origin-resource-policy': 'cross-origin',
      'cache-control': `private, max-age=${secondsLeft}, immutable`,
    },
  };
}

/** RFC 8187; `encodeURIComponent` leaves characters that it reserves. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*!]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
