import { choice, defineSettings, duration, integer, list, setting, text } from '@sangam/kit/settings/define-settings';

/** A switch whose default depends on the environment. */
const automaticFlag = () => choice(['true', 'false', 'auto'], 'auto');

const queryLimit = (fallback: number, max: number, description: string) => setting({ schema: integer(fallback, 1, max), description });

/** What the router reads: where it listens, what it shows, and every limit of the front door. */
export const routerSettings = defineSettings('router', {
  PORT: setting({ schema: integer(4000, 0, 65_535), description: 'Port of the public front door; 0 takes a free one.' }),
  HOST: setting({ schema: text('127.0.0.1'), description: 'Address to listen on. Set 0.0.0.0 to be reachable from other machines.' }),
  TRUST_PROXY: setting({ schema: integer(0, 0, 10), description: 'How many reverse proxies stand in front. 0: X-Forwarded-* headers of clients are ignored.' }),
  CORS_ORIGINS: setting({
    schema: list(), description: 'Origins whose pages may call the API and open sockets, such as https://app.example. Absent: only pages of the same origin.',
    example: 'https://app.example', refuseInProduction: (value) => (value.includes('*') ? 'production names each origin' : undefined),
  }),
  DEMO_DATA: setting({
    schema: automaticFlag(), description: 'Whether an empty product is filled with demo people, whose password is public. auto: not in production.',
    refuseInProduction: (value) => (value === 'true' ? 'production has no demo people' : undefined),
  }),
  METRICS_PORT: setting({ schema: integer(0, 0, 65_535), description: 'Port of /metrics, on HOST. 0: /metrics is on the main port for callers on the same machine only.' }),
  INTROSPECTION: setting({ schema: automaticFlag(), description: 'Whether clients may ask for the schema. auto: not in production.' }),
  GRAPHIQL: setting({ schema: automaticFlag(), description: 'Whether /graphiql is served. auto: not in production.' }),
  SECURITY_CONTACT: setting({ schema: text('mailto:security@sangam.example'), description: 'Contact in /.well-known/security.txt (RFC 9116).' }),
  OVERLOAD_PROTECTION: setting({ schema: automaticFlag(), description: 'Whether part of the requests is refused with OVERLOADED while the process cannot keep up. auto: in production.' }),

  LIMITS_FACTOR: setting({
    schema: integer(0, 0, 10_000),
    description: 'Multiplies rate limits and the document limits on cost, root fields and aliases. 0: 1 in production, 100 elsewhere. Never multiplied, because a hundredfold could '
      + 'exhaust the process or break a promise to clients: tokens, depth, fields, directives, page size, list inputs, body, time and WebSocket limits.',
  }),
  QUERY_MAX_TOKENS: queryLimit(1_000, 20_000, 'Tokens of a document.'),
  QUERY_MAX_DEPTH: queryLimit(10, 100, 'Nested fields of a document; introspection has its own limit.'),
  QUERY_MAX_ROOT_FIELDS: queryLimit(20, 500, 'Root fields of an operation, fragments unfolded.'),
  QUERY_MAX_ALIASES: queryLimit(30, 5_000, 'Aliases of an operation, fragments unfolded.'),
  QUERY_MAX_FIELDS: queryLimit(500, 10_000, 'Fields of an operation, fragments unfolded, repetitions counted.'),
  QUERY_MAX_DIRECTIVES: queryLimit(50, 1_000, 'Directives of an operation, fragments unfolded.'),
  QUERY_MAX_PAGE: queryLimit(100, 1_000, 'Largest page size that a client may ask for.'),
  QUERY_MAX_LIST_INPUT: queryLimit(250, 10_000, 'Longest list in the input of an operation.'),
  QUERY_MAX_COST: queryLimit(5_000, 10_000_000, 'Estimated objects of an answer; a list counts its page size times its content.'),
  QUERY_MAX_ERRORS: queryLimit(5, 100, 'Errors returned for one document.'),
  DOCUMENT_CACHE: setting({
    schema: integer(10_000, 10, 1_000_000),
    description: 'Documents kept parsed, planned and compiled, with 800 characters each on average; beyond them the one unused longest is let go. A thousand usual ones take 30 to 60 MB.',
  }),
  BODY_LIMIT: setting({ schema: integer(204_800, 1_024, 10_485_760), description: 'Bytes of a request body, after decompression.' }),
  SHUTDOWN_NOTICE: setting({ schema: duration('0ms'), description: 'How long /health/ready says 503 before the port closes, so that load balancers look elsewhere.' }),
  REQUEST_TIMEOUT: setting({ schema: duration('10s'), description: 'How long a request may take.' }),

  WS_MAX_FRAME: setting({ schema: integer(65_536, 1_024, 1_048_576), description: 'Bytes of a WebSocket message from a client.' }),
  WS_INIT_TIMEOUT: setting({ schema: duration('3s'), description: 'How long a socket may wait with its first message.' }),
  WS_MAX_OPERATIONS: setting({ schema: integer(20, 1, 1_000), description: 'Operations open at the same time on one socket.' }),
  WS_MAX_SOCKETS: setting({ schema: integer(10, 1, 1_000), description: 'Sockets of one user (or one address without a user) on one router.' }),
  WS_QUEUE: setting({ schema: integer(200, 1, 10_000), description: 'Events that may wait for a slow reader before it is told that it missed some.' }),

  RATE_IP_PER_MINUTE: setting({ schema: integer(2_000, 1, 1_000_000), description: 'Requests of one address in a minute, whoever is signed in.' }),
  RATE_USER_PER_MINUTE: setting({ schema: integer(60, 1, 1_000_000), description: 'Requests of one user in a minute.' }),
  RATE_USER_PER_HOUR: setting({ schema: integer(1_000, 1, 10_000_000), description: 'Requests of one user in an hour.' }),
  RATE_ANONYMOUS_PER_MINUTE: setting({ schema: integer(10, 1, 1_000_000), description: 'Requests in a minute of one address without a signed-in user.' }),
});
