import { parse } from 'yaml';
import { SUBGRAPHS } from '../../subgraphs';
import { knownSettings } from '../emitted/known-settings';
import { loadSubgraphs } from '../emitted/load-subgraphs';
import { readRepositoryFile } from '../repository';

interface ComposeService {
  readonly image: string;
  readonly command?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
}

const { services } = parse(readRepositoryFile('docker-compose.yml') ?? '', { merge: true }) as { readonly services: Readonly<Record<string, ComposeService>> };
const ours = Object.entries(services).filter(([, { image }]) => image === 'sangam');
const environmentOf = (name: string) => services[name]?.environment ?? {};

it('runs the router and each subgraph of the build, and nothing else of ours', () => {
  expect(ours.map(([name]) => name).toSorted()).toEqual(['router', ...SUBGRAPHS.map(({ name }) => name)].toSorted());
  expect(services.router?.command).toBe('node router/dist/main.js');
});

it.each([...SUBGRAPHS])('runs $name by its own main, on its own port, after what it needs', ({ name, port }) => {
  const service = services[name];
  expect(service?.command).toBe(`node subgraphs/${name}/dist/main.js`);
  expect(environmentOf(name).SUBGRAPH_PORT).toBe(String(port));
  expect(service?.healthcheck?.test.join(' ')).toContain(`http://127.0.0.1:${port}/health/ready`);
  expect(service?.depends_on).toMatchObject({ mysql: { condition: 'service_healthy' }, redis: { condition: 'service_healthy' } });
});

it('tells everybody where every subgraph is', () => {
  const urls = SUBGRAPHS.map(({ name, port }) => `${name}=http://${name}:${port}`).join(',');
  expect(ours.map(([name]) => environmentOf(name).SUBGRAPH_URLS)).toEqual(ours.map(() => urls));
});

it('publishes the router alone, and the caught mails on this machine only', () => {
  expect(Object.entries(services).filter(([, { ports }]) => ports).map(([name]) => name)).toEqual(['router', 'mail']);
  expect(services.mail?.ports?.every((port) => port.startsWith('127.0.0.1:'))).toBe(true);
});

it('sets nothing that nobody reads', async () => {
  const known = knownSettings(await loadSubgraphs(SUBGRAPHS)).map(({ name }) => name);
  expect(ours.flatMap(([, { environment = {} }]) => Object.keys(environment)).filter((name) => !known.includes(name))).toEqual([]);
});

it('sets what has no default, where it is read', async () => {
  for (const { name, definition } of await loadSubgraphs(SUBGRAPHS)) {
    const owners = new Set(definition.features.flatMap((feature) => feature.settings ?? []).map(({ owner }) => owner));
    const required = knownSettings([{ definition }]).filter(({ owner, required: must }) => must && owners.has(owner)).map((setting) => setting.name);
    expect(Object.keys(environmentOf(name))).toEqual(expect.arrayContaining(required));
  }
});

it('keeps secrets out of the file', async () => {
  const secrets = knownSettings(await loadSubgraphs(SUBGRAPHS)).filter(({ secret }) => secret).map(({ name }) => name);
  const values = ours.flatMap(([, { environment = {} }]) => Object.entries(environment).filter(([name]) => secrets.includes(name)).map(([, value]) => value));
  expect(values.filter((value) => /(?:KEY|PASSWORD)/.test(value) && !/\$\{\w+:\?/.test(value))).toEqual([]);
  expect(ours.map(([name]) => environmentOf(name)).filter(({ SERVICE_KEYS }) => !SERVICE_KEYS?.startsWith('${SERVICE_KEYS:?'))).toEqual([]);
});
