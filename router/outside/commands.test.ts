import { unionMember } from '@sangam/kit/graphql/union-member';
import { LoginDocument, MeDocument } from '@sangam/schema/typed/operations';
import { Client, newPerson, signIn } from './testing/client';
import { Cluster } from './testing/cluster';
import { installTogether, type Installation } from './testing/installation';
import { endAll, Program } from './testing/program';

const BOSS = ['--email', 'boss@example.com', '--name', 'The Boss'];

let installation: Installation;
let cluster: Cluster;

beforeAll(async () => {
  [installation, cluster] = [await installTogether(), await Cluster.install()];
});
afterAll(async () => {
  await endAll();
  await Promise.all([installation.remove(), cluster.remove()]);
});

interface Ran {
  readonly code: unknown;
  readonly output: string;
  readonly log: string;
}

async function run(file: string, environment: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<Ran> {
  const program = new Program(file, environment, args);
  return { code: await program.ended, output: program.output, log: program.log };
}

const createAdministrator = (environment: Readonly<Record<string, string>>, args: readonly string[] = BOSS) => run('router/dist/admin-create.js', environment, args);
const doctor = (environment: Readonly<Record<string, string>>) => run('router/dist/doctor.js', environment);

async function rolesOf(url: string, password: string): Promise<unknown> {
  const { login } = await new Client(url).ask(LoginDocument, { input: { email: 'boss@example.com', password, deviceLabel: 'Outside' } });
  return (await new Client(url, unionMember(login, 'AuthenticationTokens').accessToken).ask(MeDocument, {})).me?.platformRoles;
}

it('makes the first administrator of an empty installation, who can sign in with the password that was shown', async () => {
  const { environment, url } = installation;
  expect(await createAdministrator(environment, ['--email', 'boss@example.com'])).toMatchObject({ code: 2, output: '' });
  const made = await createAdministrator(environment);
  expect(made).toMatchObject({ code: 0, output: expect.stringContaining('Made the administrator boss@example.com') });
  const taken = await createAdministrator(environment, ['--email', 'BOSS@example.com', '--name', 'Another']);
  expect(taken).toMatchObject({ code: 1, output: '', log: expect.stringContaining('BOSS@example.com has an account already') });

  const program = new Program('router/dist/main.js', environment);
  await program.ready();

  expect(await rolesOf(url, /shown this once: (\S+)/.exec(made.output)?.[1] ?? '')).toEqual(['ADMIN']);
  const locked = await createAdministrator(environment, ['--email', 'second@example.com', '--name', 'Second']);
  expect(locked).toMatchObject({ code: 1, log: expect.stringMatching(/open in another process \(\d+\).*Then make the administrator and start the product again/) });
  expect(await doctor(environment)).toMatchObject({ code: 0, output: expect.stringMatching(/^ok +front door .* is ready$/m) });
  await program.end();
});

it('makes an administrator where the processes run apart, by a signed call, and takes a chosen password', async () => {
  await cluster.startIdentity();
  await cluster.startChat('a');
  await cluster.startRouter('a');
  const environment = { ...cluster.environment('a'), ADMIN_PASSWORD: 'Chosen1password' };

  const made = await createAdministrator(environment);

  expect(made).toMatchObject({ code: 0, output: expect.stringMatching(/^Made the administrator boss@example\.com in identity at http:\S+\n$/) });
  expect(await rolesOf(cluster.url('a'), 'Chosen1password')).toEqual(['ADMIN']);
  const other = await createAdministrator({ ...environment, SERVICE_KEYS: 'another-service-key-0123456789-0123456789' });
  expect(other).toMatchObject({ code: 1, log: expect.stringContaining('same SERVICE_KEYS') });
});

const sealKeys = (...ids: number[]) => ({ SEAL_KEYS: ids.map((id) => `k${id}:${Buffer.alloc(32, id).toString('base64')}`).join(',') });

it('seals everything with a new key, so that the product goes on without the old one', async () => {
  const own = await installTogether();
  const rotate = (...ids: number[]) => run('router/dist/keys-rotate.js', { ...own.environment, ...sealKeys(...ids) });
  const serve = async (...ids: number[]) => {
    const program = new Program('router/dist/main.js', { ...own.environment, ...sealKeys(...ids) });
    await program.ready();
    return program;
  };
  const first = await serve(1);
  const asha = await newPerson(own.url, 'Asha');
  expect(await rotate(2, 1)).toMatchObject({ code: 1, log: expect.stringContaining('is open in another process') });
  await first.end();

  expect(await rotate(3)).toMatchObject({ code: 1, output: expect.stringContaining('Keep the older keys'), log: expect.stringMatching(/identity: signing_key\.\w+ of \S+: The key k1 /) });
  expect(await rotate(2, 1)).toMatchObject({ code: 0, output: expect.stringMatching(/^identity: 1 sealed anew, 0 .*The older keys can be taken out/s) });
  expect(await rotate(2, 1)).toMatchObject({ code: 0, output: expect.stringMatching(/^identity: 0 sealed anew, 1 /) });

  const second = await serve(2);
  expect((await asha.client.ask(MeDocument, {})).me).toMatchObject({ displayName: 'Asha' });
  expect(await signIn(own.url, asha)).toMatchObject({ id: asha.id });
  await second.end();
  await own.remove();
});

it('finds nothing wrong with processes apart that work, and names what does not, without secrets', async () => {
  const environment = cluster.environment('a');
  const healthy = await doctor(environment);
  expect([healthy.code, healthy.output.match(/^WRONG.*$/gm)]).toEqual([0, null]);
  for (const area of ['database identity', 'clock of chat', 'jobs of chat', 'redis', 'process chat', 'signing keys']) expect(healthy.output).toMatch(new RegExp(`^ok +${area} `, 'm'));

  const closed = { REDIS_URL: 'redis://:not-to-be-shown@127.0.0.1:1', SMTP_URL: 'smtp://mail:not-to-be-shown@127.0.0.1:1', SERVICE_KEYS: 'not-to-be-shown-0123456789-0123456789' };
  const broken = await doctor({ ...environment, ...closed });
  expect(broken.code).toBe(1);
  for (const area of ['redis', 'mail', 'signing keys']) expect(broken.output).toMatch(new RegExp(`^WRONG +${area} `, 'm'));
  expect(`${broken.output}${broken.log}`).not.toContain('not-to-be-shown');
});
