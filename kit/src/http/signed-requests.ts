import type { NextFunction, Request, Response } from 'express';
import { OperationTypeNode } from 'graphql';
import type { ReplayStores } from '../calls/replay-store';
import { SIGNATURE_HEADER, VIEWER_HEADER, readSignature, verifyCall } from '../calls/signing';
import { decodeViewerHeader, type CallIdentity } from '../calls/viewer-header';
import type { Clock } from '../clock/clock';
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

const verified = new WeakMap<Request, SignedCall>();

/** The verified call behind a request; only reached behind `requireSignature`. */
export function signedCall(request: Request): SignedCall {
  const call = verified.get(request);
  if (!call) throw new Error('This request did not pass requireSignature.');
  return call;
}

/** Whether a request passed `requireSignature`. */
export function isSigned(request: Request): boolean {
  return verified.has(request);
}

/** Lets only signed calls through. What can be refused by the headers alone is refused before the body is read. */
export function requireSignature(check: SignatureCheck, limitFor: (request: Request) => number) {
  return async (request: Request, _response: Response, next: NextFunction): Promise<void> => {
    const signature = request.get(SIGNATURE_HEADER);
    const viewerHeader = request.get(VIEWER_HEADER) ?? '';
    readSignature(signature, check.clock.now());
    const rawBody = await readBody(request, limitFor(request));
    const { keys, audience } = check;
    const parts = { keys, audience, method: request.method, path: request.originalUrl, body: rawBody, viewerHeader, signature, now: check.clock.now() };
    await verifyCall({ ...parts, replays: storeFor(request, rawBody, check.replays) });
    verified.set(request, { identity: decodeViewerHeader(viewerHeader), rawBody });
    next();
  };
}

/** A document that certainly only reads starts like one and does not contain the word; everything else has effects. */
function storeFor(request: Request, rawBody: Buffer, replays: ReplayStores) {
  if (request.method === 'GET') return replays.reads;
  if (request.path !== '/graphql') return replays.effects;
  const text = rawBody.toString('latin1');
  return /^\{\s*"query"\s*:\s*"\s*(query\b|\{)/.test(text) && !text.includes(OperationTypeNode.MUTATION) ? replays.reads : replays.effects;
}
