import { anonymousViewer } from '../authorization/viewer';
import type { CallOptions } from './internal-calls';
import type { CallIdentity } from './viewer-header';

/** The identity of a call that one part of the product makes for itself. */
export function serviceIdentity(options: Pick<CallOptions, 'requestId' | 'viewer'>): CallIdentity {
  return { viewer: options.viewer ?? anonymousViewer(options.requestId, ''), caller: 'service', requestId: options.requestId, idempotencyKey: null };
}
