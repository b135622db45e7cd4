import { createHash } from 'node:crypto';
import { FifoQueue } from '@sangam/kit/database/fifo-queue';
import { AppError } from '@sangam/kit/errors/app-error';
import { OVERLOADED, UNSUPPORTED_MEDIA_TYPE, defineError } from '@sangam/kit/errors/codes';
import sharp, { type Sharp } from 'sharp';

export const IMAGE_NOT_READABLE = defineError('IMAGE_NOT_READABLE', 422, 'The image cannot be read.');
export const IMAGE_TOO_LARGE = defineError('IMAGE_TOO_LARGE', 422, 'The image has too many pixels.');

/** An image as it is stored. */
export interface EncodedImage {
  readonly bytes: Buffer;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  readonly sha256: string;
}

type Format = 'jpeg' | 'png' | 'webp';

/** A decoded image takes hundreds of megabytes at worst: one at a time in a process, whatever comes in. */
const decoding = new FifoQueue();
/** Images that wait or are being decoded; more are refused, since nobody waits that long. */
const MAX_WAITING = 16;
let waiting = 0;

/** Longer sides are scaled down to this, pixels. */
const LONGEST_SIDE = 2_048;
const TIMEOUT_SECONDS = 10;

// Only these three decoders may run, whatever the bytes claim to be; one thread an image, so that the process goes on serving.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'] });
sharp.concurrency(1);
sharp.cache(false);

/**
 * Decodes an image and encodes it anew in its own format: upright, in sRGB, without metadata (EXIF, GPS, comments) and without whatever else
 * the bytes held before or after the image.
 * @throws AppError UNSUPPORTED_MEDIA_TYPE (not JPEG, PNG or WebP), IMAGE_TOO_LARGE (more than `maxPixels`), IMAGE_NOT_READABLE, OVERLOADED
 */
export async function encodedAnew(bytes: Buffer, maxPixels: number): Promise<EncodedImage> {
  const format = sniffed(bytes);
  if (!format) throw new AppError(UNSUPPORTED_MEDIA_TYPE);
  if (waiting >= MAX_WAITING) throw new AppError(OVERLOADED, { retryAfter: 2 });
  waiting += 1;
  try {
    return await decoding.run(() => encoded(bytes, format, maxPixels));
  } finally {
    waiting -= 1;
  }
}

async function encoded(bytes: Buffer, format: Format, maxPixels: number): Promise<EncodedImage> {
  const image = sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error', sequentialRead: true, pages: 1 }).timeout({ seconds: TIMEOUT_SECONDS });
  await refuseUnreadable(image, format);
  const upright = image.rotate().resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true });
  const { data, info } = await upright.toFormat(format).toBuffer({ resolveWithObject: true }).catch(notReadable);
  return { bytes: data, mediaType: `image/${format}`, width: info.width, height: info.height, sha256: createHash('sha256').update(data).digest('hex') };
}

/** By the first bytes: names and headers are what the client says. */
export function sniffed(bytes: Buffer): Format | null {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'jpeg';
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'png';
  return bytes.subarray(0, 4).toString('latin1') === 'RIFF' && bytes.subarray(8, 12).toString('latin1') === 'WEBP' ? 'webp' : null;
}

/** The header alone tells size and format: nothing is decoded for what is refused here. */
async function refuseUnreadable(image: Sharp, format: Format): Promise<void> {
  const { format: found } = await image.metadata().catch(notReadable);
  if (found !== format) throw new AppError(IMAGE_NOT_READABLE);
}

function notReadable(error: unknown): never {
  throw new AppError(/pixel limit/i.test((error as Error).message) ? IMAGE_TOO_LARGE : IMAGE_NOT_READABLE);
}
