import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { OperationTypeNode } from 'graphql';
import type { ReplayStores } from '../calls/replay-store';
import { SIGNATURE_HEADER, VIEWER_HEADER, readSignature, verifyCall } from '../calls/signing';
import { decodeViewerHeader, type CallIdentity } from '../calls/viewer-header';
import type { Clock } from '../clock/clock';
import { splitUrl } from './handle-route';
import { readBody } from './read-body';

export interface SignatureCheck {
  /** The subgraph that is called. */
  readonly audience: string;
  /** HMAC keys, newest first. */
  readonly keys: readonly string[];
  readonly clock: Clock;
  readonly replays: ReplayStores;
}

/** A request whose signature was verified. */
export interface SignedCall {
  readonly identity: CallIdentity;
  readonly rawBody: Buffer;
}

const verified = new WeakMap<IncomingMessage, SignedCall>();

/** The verified call behind a request; only reached behind `requireSignature`. */
export function signedCall(request: IncomingMessage): SignedCall {
  const call = verified.get(request);
  if (!call) throw new Error('This request did not pass requireSignature.');
  return call;
}

/** Whether a request's signature was verified. */
export function isSigned(request: IncomingMessage): boolean {
  return verified.has(request);
}

/** Lets only signed calls through. */
export function requireSignature(check: SignatureCheck, limitFor: (request: Request) => number) {
  return async (request: Request, _response: Response, next: NextFunction): Promise<void> => {
    await verifiedCall(check, request, limitFor(request));
    next();
  };
}

/**
 * Reads and verifies a call. What can be refused by the headers alone is refused before the body is read.
 * @throws AppError SIGNATURE_INVALID, REPLAYED, PAYLOAD_TOO_LARGE above `limit` bytes
 */
export async function verifiedCall(check: SignatureCheck, request: IncomingMessage, limit: number): Promise<SignedCall> {
  const { keys, audience, clock, replays } = check;
  const { method = '', url: path = '' } = request;
  const signature = headerOf(request, SIGNATURE_HEADER);
  const viewerHeader = headerOf(request, VIEWER_HEADER) ?? '';
  readSignature(signature, clock.now());
  const rawBody = await readBody(request, limit);
  await verifyCall({ keys, audience, method, path, body: rawBody, viewerHeader, signature, now: clock.now(), replays: storeFor(request, rawBody, replays) });
  const call = { identity: decodeViewerHeader(viewerHeader), rawBody };
  verified.set(request, call);
  return call;
}

function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** A document that certainly only reads starts like one and does not contain the word; everything else has effects. */
function storeFor({ method, url = '' }: IncomingMessage, rawBody: Buffer, replays: ReplayStores) {
  if (method === 'GET') return replays.reads;
  if (splitUrl(url).path !== '/graphql') return replays.effects;
  const text = rawBody.toString('latin1');
  return /^\{\s*"query"\s*:\s*"\s*(query\b|\{)/.test(text) && !text.includes(OperationTypeNode.MUTATION) ? replays.reads : replays.effects;
}
