import type { IncomingMessage } from 'node:http';
import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { AppError } from '@sangam/kit/errors/app-error';
import { BAD_REQUEST, PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE } from '@sangam/kit/errors/codes';

const JSON_TYPE = /^application\/(graphql\+)?json\s*(;|$)/i;
const CHARSET = /;\s*charset\s*=\s*"?([^";\s]+)/i;

const PLAIN = 'identity';
const UNPACKING: ReadonlyMap<string, () => Transform> = new Map<string, () => Transform>([['gzip', createGunzip], ['deflate', createInflate], ['br', createBrotliDecompress]]);

/** Refuses byte sequences that are no UTF-8. */
const UTF8 = new TextDecoder('utf-8', { fatal: true });

export interface BodyReader {
  /** Bytes that are read at most, after decompression. */
  readonly limit: number;
  readonly read: (body: unknown) => void;
  /** UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE, or BAD_REQUEST for what is not JSON. */
  readonly refused: (reason: AppError) => void;
}

/**
 * Reads a JSON body. Other content types are refused before anything is read: a browser sends them across origins
 * without asking. Only valid UTF-8 is taken. Calls back instead of promising: every request passes here.
 */
export function readJson(request: IncomingMessage, reader: BodyReader): void {
  const { 'content-type': type = '', 'content-encoding': encoding = PLAIN, 'content-length': length = '0' } = request.headers;
  const isPlain = encoding.toLowerCase() === PLAIN;
  const unpacking = isPlain ? undefined : UNPACKING.get(encoding.toLowerCase());
  if (!isJson(type) || (!isPlain && !unpacking)) reader.refused(new AppError(UNSUPPORTED_MEDIA_TYPE));
  else if (unpacking) readUnpacked(request, unpacking(), reader);
  else if (Number(length) > reader.limit) reader.refused(new AppError(PAYLOAD_TOO_LARGE));
  else collect(request, reader);
}

function isJson(type: string): boolean {
  return type === 'application/json' || (JSON_TYPE.test(type) && (CHARSET.exec(type)?.[1] ?? 'utf-8').toLowerCase() === 'utf-8');
}

function readUnpacked(request: IncomingMessage, unpacking: Transform, reader: BodyReader): void {
  request.once('error', () => unpacking.destroy());
  collect(request.pipe(unpacking), {
    ...reader,
    refused(reason) {
      // What a bomb holds beyond the limit is not unpacked; the client is still heard out, or it would not hear the answer.
      request.unpipe(unpacking).resume();
      unpacking.destroy();
      reader.refused(reason);
    },
  });
}

/** All bytes of a stream; beyond the limit they are let go. */
function collect(stream: Readable, { limit, read, refused }: BodyReader): void {
  const chunks: Buffer[] = [];
  let size = 0;
  let settled = false;
  const refuse = (reason: AppError): void => {
    if (!settled) refused(reason);
    settled = true;
  };
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else refuse(new AppError(PAYLOAD_TOO_LARGE));
  });
  stream.on('error', () => refuse(new AppError(BAD_REQUEST)));
  stream.on('end', () => {
    if (settled) return;
    settled = true;
    const body = parseJson(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    if (body instanceof AppError) refused(body);
    else read(body);
  });
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(UTF8.decode(bytes)) as unknown;
  } catch {
    return new AppError(BAD_REQUEST);
  }
}
