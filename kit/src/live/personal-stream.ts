import type { SubgraphContext } from '../running/context';
import { openLiveStream, type LiveStreamOptions } from './live-stream';

/**
 * A stream that belongs to the viewer alone: messages on its topic whose audience names them. There is no membership to
 * ask about; it ends with the session.
 */
export function openPersonalStream<T>(ctx: SubgraphContext, options: Omit<LiveStreamOptions<T>, 'grant'>): Promise<AsyncIterableIterator<T>> {
  const grant = { scope: `viewer:${ctx.viewer.userId ?? ''}`, version: 0 };
  return openLiveStream(ctx, { ...options, grant: () => Promise.resolve(grant) });
}
