import { createMetrics, type Metrics } from '@sangam/kit/observability/metrics';
import type { SocketSessions } from '../subscriptions/socket-sessions';

/** The numbers of a router's process. */
export function processMetrics(sockets: SocketSessions): Metrics {
  const metrics = createMetrics({ ofProcess: true });
  const open = metrics.gauge({ name: 'router_open_streams', help: 'Open WebSocket connections and event streams.' });
  return { ...metrics, text: () => (open.set(sockets.size), metrics.text()) };
}
