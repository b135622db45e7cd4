import { freePort } from '../../src/launching/subgraph-ports';
import { SUBGRAPHS } from '../../src/subgraphs';
import { installApart, type Installation } from './installation';
import { Program } from './program';

/** Secrets of an installation whose processes are started by hand. */
const SECRETS = {
  SERVICE_KEYS: 'service-key-of-the-outside-tests-0123456789', REFRESH_KEY: 'refresh-key-of-the-outside-tests-0123456789', FILE_LINK_KEY: 'file-link-key-of-the-outside-tests-0123456789', AUDIT_KEY: 'audit-key-of-the-outside-tests-0123456789',
  SEAL_KEYS: `outside:${Buffer.alloc(32, 7).toString('base64')}`,
};

/** Document limits and most rate limits stay out of the way; the limits of single fields are those of production. */
const LIMITS = { LIMITS_FACTOR: '1', RATE_USER_PER_MINUTE: '100000', RATE_USER_PER_HOUR: '100000', RATE_ANONYMOUS_PER_MINUTE: '100000', RATE_IP_PER_MINUTE: '100000' };

/** Two routers and two instances of chat on one database server and one Redis; identity once. Router a calls chat a, router b chat b. */
export class Cluster {
  private readonly ports = new Map<string, number>();

  private constructor(private readonly installation: Installation) {}

  static async install(): Promise<Cluster> {
    const cluster = new Cluster(await installApart());
    for (const name of ['identity', 'chat a', 'chat b', 'router a', 'router b']) cluster.ports.set(name, await freePort(new Set(cluster.ports.values())));
    for (const { name: subgraph } of SUBGRAPHS) await new Program(`subgraphs/${subgraph}/dist/main.js`, cluster.environment('a'), ['migrate']).ended;
    return cluster;
  }

  /** Address of a router. */
  url(side: 'a' | 'b'): string {
    return `http://127.0.0.1:${this.port(`router ${side}`)}`;
  }

  /** Settings of the processes of one side. */
  environment(side: 'a' | 'b'): Readonly<Record<string, string>> {
    const urls = `identity=http://127.0.0.1:${this.port('identity')},chat=http://127.0.0.1:${this.port(`chat ${side}`)}`;
    return { ...this.installation.environment, ...SECRETS, ...LIMITS, PORT: String(this.port(`router ${side}`)), SUBGRAPH_URLS: urls };
  }

  async startIdentity(): Promise<void> {
    await new Program('subgraphs/identity/dist/main.js', this.environment('a')).ready();
  }

  async startChat(side: 'a' | 'b'): Promise<void> {
    await new Program('subgraphs/chat/dist/main.js', this.environment(side)).ready();
  }

  async startRouter(side: 'a' | 'b', environment: Readonly<Record<string, string>> = {}): Promise<void> {
    await new Program('router/dist/main.js', { ...this.environment(side), ...environment }).ready();
  }

  remove(): Promise<void> {
    return this.installation.remove();
  }

  private port(name: string): number {
    return this.ports.get(name) as number;
  }
}
