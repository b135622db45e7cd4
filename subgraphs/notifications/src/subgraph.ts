import 'reflect-metadata';
import { join } from 'node:path';
import { defineSubgraph } from '@sangam/kit/running/define-subgraph';
import { deliveries } from './deliveries/deliveries.feature';
import { feed } from './feed/feed.feature';
import { live } from './live/live.feature';
import { preferences } from './preferences/preferences.feature';
import { push } from './push/push.feature';
import { requests } from './requests/requests.feature';
import { templates } from './templates/templates.feature';
import { unsubscribing } from './unsubscribing/unsubscribing.feature';
import { webhookDeliveries } from './webhook-deliveries/webhook-deliveries.feature';
import { webhookEndpoints } from './webhook-endpoints/webhook-endpoints.feature';

/** What the product tells people, over which channel, in which words. */
export const subgraph = defineSubgraph({
  name: 'notifications',
  features: [templates, deliveries, feed, live, requests, preferences, unsubscribing, push, webhookEndpoints, webhookDeliveries],
  migrations: join(__dirname, 'migrations'),
});
