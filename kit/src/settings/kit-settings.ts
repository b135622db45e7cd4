import { choice, defineSettings, duration, flag, integer, list, optionalText, secrets, setting, text } from './define-settings';
import { randomSecret } from './generated-secrets';

/** What every process of the product reads. */
export const kitSettings = defineSettings('kit', {
  NODE_ENV: setting({ schema: choice(['development', 'test', 'production'], 'development'), description: 'Production refuses development conveniences.' }),
  DATA_DIR: setting({ schema: text('.data'), description: 'Folder of the SQLite files, generated secrets and stored files.' }),
  DATABASE_URL: setting({
    schema: optionalText(), description: 'MySQL 8 or MariaDB 10.6+ server, one schema per subgraph is made on it. Absent: SQLite files under DATA_DIR.',
    example: 'mysql://sangam:password@127.0.0.1:3306', secret: true,
  }),
  DATABASE_POOL: setting({ schema: integer(10, 1, 200), description: 'Connections per subgraph to the MySQL server.' }),
  DATABASE_PREFIX: setting({ schema: text('sangam_'), description: 'Prefix of the MySQL schemas.' }),
  REDIS_URL: setting({ schema: optionalText(), description: 'Redis for the live bus, rate limits and wake-ups between processes. Absent: in process.', example: 'redis://127.0.0.1:6379', secret: true }),
  REDIS_PREFIX: setting({ schema: text('sangam'), description: 'Prefix of Redis keys and channels.' }),
  LOG_LEVEL: setting({ schema: choice(['silent', 'error', 'warn', 'info', 'debug'], 'info'), description: 'Lowest level written to the log (standard error, one JSON line each).' }),
  CLOCK_OFFSET: setting({
    schema: duration('0ms'), description: 'Moves the product\'s clock forward, to try expiries.',
    refuseInProduction: (value) => (value === 0 ? undefined : 'production runs on the real clock'),
  }),
  SERVICE_KEYS: setting({
    schema: secrets(), description: 'HMAC keys between router and subgraphs, newest first, at least 32 characters each; two during rotation. Together: generated under DATA_DIR.',
    secret: true, example: 'at-least-32-random-characters', generate: randomSecret, generated: 'everywhere',
  }),
  TOKEN_ISSUER: setting({ schema: text('sangam'), description: 'Issuer (`iss`) of access tokens.' }),
  TOKEN_AUDIENCE: setting({ schema: text('sangam-graph'), description: 'Audience (`aud`) of access tokens.' }),
  SUBGRAPH_URLS: setting({
    schema: list(), description: 'name=url of every subgraph that runs in a process of its own. Absent: all run together in one process.',
    example: 'identity=http://127.0.0.1:4101,chat=http://127.0.0.1:4102',
  }),
  PUBLIC_URL: setting({
    schema: optionalText().refine((value) => value === undefined || (/^https?:/.test(value) && URL.canParse(value)), 'an http or https address'), example: 'https://api.sangam.example',
    description: 'Address of the router as the world reaches it; links to files and to copies of data begin with it. Absent: they begin with http://127.0.0.1:4000, and mails carry no link that ends them.',
  }),
  SUBGRAPH_HOST: setting({ schema: text('127.0.0.1'), description: 'Address that a subgraph\'s own process listens on. Private networks only.' }),
  SUBGRAPH_PORT: setting({ schema: integer(0, 0, 65_535), description: 'Port of a subgraph\'s own process; 0: the one in its SUBGRAPH_URLS entry.' }),
  MIGRATE: setting({ schema: flag(false), description: 'Whether a subgraph\'s own process brings its tables up before it serves; together this always happens.' }),
  SUBGRAPH_TIMEOUT: setting({ schema: duration('3s'), description: 'How long a call to another process may take.' }),
  EGRESS_ALLOW: setting({
    schema: list(), description: 'host:port pairs that outgoing calls may reach although they are private addresses, for local tests.',
    refuseInProduction: (value) => (value.length === 0 ? undefined : 'production reaches public addresses only'),
  }),
});
