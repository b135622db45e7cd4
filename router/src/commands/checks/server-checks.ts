import { checkMail } from '@sangam/kit/mail/check-mail';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import type { Settings } from '@sangam/kit/settings/settings';
import { askRedis } from '../../launching/required-servers';
import { looked, note, ok, wrong, type Finding } from './finding';

/** Redis and mail. */
export async function checkServers(settings: Settings): Promise<Finding[]> {
  return [await looked('redis', () => checkRedis(settings)), await looked('mail', async () => ok('mail', await checkMail(settings)))];
}

async function checkRedis(settings: Settings): Promise<Finding> {
  const { REDIS_URL, SUBGRAPH_URLS } = settings.of(kitSettings);
  if (REDIS_URL) {
    await askRedis(REDIS_URL);
    return ok('redis', `${new URL(REDIS_URL).host} answers`);
  }
  return SUBGRAPH_URLS.length > 0 ? wrong('redis', 'REDIS_URL is not set: live events and limits stay inside each process') : note('redis', 'not set: live events and limits are in process');
}
