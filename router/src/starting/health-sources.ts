import type { ProcessServices } from '@sangam/kit/running/open-process';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import type { HealthSources } from '../pages/health-checks';
import type { GraphParts } from './graph-parts';

/** Where the health pages look: the subgraphs (and through them their databases), Redis, this router. */
export function healthSources(services: ProcessServices, parts: GraphParts, accepting: () => boolean): HealthSources {
  const { redis, clock, live, settings } = services;
  return {
    accepting, clock,
    subgraphs: () => parts.health(),
    database: async () => ((await parts.health()).every(({ status }) => status === 'up') ? 'up' : 'down'),
    redis: async () => {
      if (!redis || !settings.of(kitSettings).REDIS_URL) return 'in-process';
      const answered = await redis.ping().then(() => true, () => false);
      return answered && live.healthy() ? 'up' : 'down';
    },
  };
}
