import type { IncomingMessage } from 'node:http';
import { AppError } from '../errors/app-error';
import { BAD_REQUEST, PAYLOAD_TOO_LARGE } from '../errors/codes';

/**
 * The exact bytes of a request, which signatures need; nothing is unpacked.
 * @throws AppError PAYLOAD_TOO_LARGE as soon as `limit` bytes are passed (the rest is not read), BAD_REQUEST when the
 *   sender went away
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return Promise.reject(new AppError(PAYLOAD_TOO_LARGE));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) return void chunks.push(chunk);
      request.pause();
      reject(new AppError(PAYLOAD_TOO_LARGE));
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', () => reject(new AppError(BAD_REQUEST)));
    request.on('close', () => reject(new AppError(BAD_REQUEST)));
  });
}
