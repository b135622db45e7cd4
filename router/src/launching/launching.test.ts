import { createServer, type AddressInfo, type Server } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SUBGRAPHS } from '../subgraphs';
import { apartEnvironment } from './apart-environment';
import { subgraphPorts } from './subgraph-ports';

let dataDir: string;
let taken: Server;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'sangam-'));
  taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => taken.close(resolve));
  rmSync(dataDir, { recursive: true, force: true });
});

const given = (environment: Record<string, string> = {}) => ({ DATA_DIR: dataDir, SUBGRAPH_PORTS: 'free', PORT: '0', ...environment });

describe('the environment of processes apart', () => {
  it('has servers, secrets, one address per subgraph and a port that stays', async () => {
    const { environment } = await apartEnvironment(given());

    expect(environment.SUBGRAPH_URLS).toMatch(new RegExp(`^${SUBGRAPHS.map(({ name }) => `${name}=http://127\\.0\\.0\\.1:\\d+`).join(',')}$`));
    expect(Number(environment.PORT)).toBeGreaterThan(0);
    expect([environment.DATABASE_URL, environment.REDIS_URL]).toEqual(['mysql://root@127.0.0.1:3306', 'redis://127.0.0.1:6379']);
    for (const name of ['SERVICE_KEYS', 'REFRESH_KEY', 'FILE_LINK_KEY', 'AUDIT_KEY', 'SEAL_KEYS']) expect(environment[name]?.length).toBeGreaterThanOrEqual(32);
    expect((await apartEnvironment(given())).environment.SERVICE_KEYS).toBe(environment.SERVICE_KEYS);
  });

  it('needs everything named in production, and makes no secrets there', async () => {
    const names = await apartEnvironment(given({ NODE_ENV: 'production', SMTP_URL: 'smtp://127.0.0.1:25', SEAL_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`, REFRESH_KEY: 'r'.repeat(32), FILE_LINK_KEY: 'f'.repeat(32), AUDIT_KEY: 'a'.repeat(32) })).catch((error: Error) => error.message);

    expect(names).toMatch(/DATABASE_URL: missing\n.*REDIS_URL: missing\n.*SERVICE_KEYS: missing/);
  });

  it('does not start what is said to run elsewhere', async () => {
    await expect(apartEnvironment(given({ SUBGRAPH_URLS: 'identity=http://10.0.0.1' }))).rejects.toThrow('SUBGRAPH_URLS: is made here');
  });
});

describe('the ports of subgraphs', () => {
  const entries = () => [{ name: 'identity', port: (taken.address() as AddressInfo).port }, { name: 'chat', port: (taken.address() as AddressInfo).port }];

  it('are those listed, and a port that is in use is named', async () => {
    await expect(subgraphPorts(entries(), 'listed')).rejects.toThrow(`port ${(taken.address() as AddressInfo).port} of identity is in use`);
  });

  it('are free ones, each once, where that is asked for', async () => {
    const ports = [...(await subgraphPorts(entries(), 'free')).values()];

    expect(new Set(ports).size).toBe(2);
    expect(ports).not.toContain((taken.address() as AddressInfo).port);
  });
});
