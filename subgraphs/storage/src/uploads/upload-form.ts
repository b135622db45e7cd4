import { AppError, badInput } from '@sangam/kit/errors/app-error';
import { BAD_REQUEST, UNSUPPORTED_MEDIA_TYPE } from '@sangam/kit/errors/codes';
import type { RouteRequest } from '@sangam/kit/http/define-route';
import { FilePurpose } from './file.entity';
import { displayName } from './display-name';

/** What a client uploads; nothing of it has been looked at. */
export interface UploadForm {
  readonly purpose: FilePurpose;
  readonly name: string;
  readonly bytes: Buffer;
}

/** Parts of a form: more of them only cost time. */
const MAX_PARTS = 4;

/**
 * The parts `file` and `purpose` of a multipart form.
 * @throws AppError UNSUPPORTED_MEDIA_TYPE when it is no multipart form, BAD_REQUEST when it cannot be read, BAD_USER_INPUT naming the part
 */
export async function uploadForm({ headers, rawBody }: Pick<RouteRequest, 'headers' | 'rawBody'>): Promise<UploadForm> {
  const type = headers['content-type'] ?? '';
  const boundary = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70}))/i.exec(type);
  if (!boundary) throw new AppError(UNSUPPORTED_MEDIA_TYPE);
  if (occurrences(rawBody, `--${boundary[1] ?? boundary[2]}`, MAX_PARTS + 2) > MAX_PARTS + 1) throw new AppError(BAD_REQUEST);
  const form = await new Response(new Uint8Array(rawBody), { headers: { 'content-type': type } }).formData().catch(() => {
    throw new AppError(BAD_REQUEST);
  });
  const [purpose, file] = [form.get('purpose'), form.get('file')];
  if (purpose === null) throw badInput({ path: 'purpose', reason: 'MISSING' });
  if (!isPurpose(purpose)) throw badInput({ path: 'purpose', reason: 'FORMAT', detail: `one of ${Object.values(FilePurpose).join(', ')}` });
  if (file === null || typeof file === 'string' || form.getAll('file').length > 1) throw badInput({ path: 'file', reason: 'MISSING', detail: 'exactly one file' });
  return { purpose, name: displayName(file.name), bytes: Buffer.from(await file.arrayBuffer()) };
}

function isPurpose(value: unknown): value is FilePurpose {
  return Object.values<unknown>(FilePurpose).includes(value);
}

function occurrences(body: Buffer, text: string, atMost: number): number {
  let found = 0;
  for (let at = body.indexOf(text); at >= 0 && found < atMost; at = body.indexOf(text, at + text.length)) found += 1;
  return found;
}
