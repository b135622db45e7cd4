import express, { type RequestHandler } from 'express';
import { AppError } from '@sangam/kit/errors/app-error';
import { BAD_REQUEST, UNSUPPORTED_MEDIA_TYPE } from '@sangam/kit/errors/codes';

const JSON_TYPE = /^application\/(graphql\+)?json\s*(;|$)/i;
const CHARSET = /;\s*charset\s*=\s*"?([^";\s]+)/i;

/** Reads the exact bytes of any body up to `limit` (after decompression), as webhooks need them. */
export function rawBody(limit: number): RequestHandler {
  return express.raw({ type: () => true, limit });
}

/**
 * Reads a JSON body up to `limit` bytes. Other content types are refused before anything is read: a browser sends them
 * across origins without asking. Only valid UTF-8 is taken.
 */
export function jsonBody(limit: number): RequestHandler[] {
  return [
    (request, _response, next) => {
      const type = request.headers['content-type'] ?? '';
      const charset = CHARSET.exec(type)?.[1]?.toLowerCase() ?? 'utf-8';
      next(JSON_TYPE.test(type) && charset === 'utf-8' ? undefined : new AppError(UNSUPPORTED_MEDIA_TYPE));
    },
    rawBody(limit),
    (request, _response, next) => {
      request.body = parseJson(request.body);
      next();
    },
  ];
}

/** @throws AppError BAD_REQUEST for what is not JSON in UTF-8. */
function parseJson(bytes: unknown): unknown {
  if (!Buffer.isBuffer(bytes)) throw new AppError(BAD_REQUEST);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new AppError(BAD_REQUEST);
  }
}
