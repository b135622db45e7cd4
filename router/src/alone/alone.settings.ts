import { defineSettings, list, setting } from '@sangam/kit/settings/define-settings';

/** What the router sets itself, or what belongs to the one connection. */
const NEVER_FORWARDED = /^(host|connection|content-.*|transfer-encoding|accept|accept-encoding|keep-alive|te|trailer|upgrade|expect|proxy-.*|sec-websocket-.*|x-request-id|x-viewer|x-service-signature)$/;
const NAME = /^[a-z0-9!#$%&'*+.^_`|~-]+$/;

/** What a router reads that serves somebody else's supergraph. */
export const aloneSettings = defineSettings('router alone', {
  FORWARD_HEADERS: setting({
    schema: list(['authorization']).transform((names) => names.map((name) => name.toLowerCase())).refine((names) => names.every((name) => NAME.test(name) && !NEVER_FORWARDED.test(name)), 'names of headers that are not of the connection'),
    description: 'Headers of the client that a router alone hands on to the subgraphs.', example: 'authorization,x-tenant',
  }),
});
