import { startGraph, type TestClient, type TestGraph } from '@sangam/kit/testing/harness';
import { RegisterDocument, UsersDocument, type UsersQueryVariables } from '@sangam/schema/typed/operations';

let graph: TestGraph;
let admin: TestClient;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
  for (const [displayName, platformRoles] of [['Asha Rao', ['ADMIN']], ['Bela_Sen', ['STAFF']], ['Charu 100%', []], ['Dev Rao', []]] as const) {
    const { id } = await graph.person({ displayName, platformRoles });
    if (displayName === 'Asha Rao') admin = graph.asUser({ userId: id, platformRoles: ['ADMIN'] });
    graph.clock.advance(1_000);
  }
  for (const [email, userType] of [['adviser@firm.example', 'ADVISOR'], ['member@home.example', 'MEMBER']] as const) {
    await graph.anonymous().ask(RegisterDocument, { input: { email, password: 'Correct1horse', fullName: 'Esha Roy', userType, mobile: '9876543210', termsAccepted: true } });
    graph.clock.advance(1_000);
  }
  await graph.jobs.drain();
});
afterAll(() => graph.stop());

const list = async (variables: UsersQueryVariables) => (await admin.ask(UsersDocument, variables)).users;
const names = async (filter: UsersQueryVariables['filter']) => (await list({ filter })).nodes.map(({ displayName, email }) => (displayName === 'Esha Roy' ? email : displayName));

it('lists everybody, newest first, with what an administrator looks for', async () => {
  const users = await list({});

  expect(users.totalCount).toBe(6);
  expect(users.nodes.map(({ displayName }) => displayName)).toEqual(['Esha Roy', 'Esha Roy', 'Dev Rao', 'Charu 100%', 'Bela_Sen', 'Asha Rao']);
  expect(users.nodes[1]).toMatchObject({ email: 'adviser@firm.example', emailVerified: false, status: 'ACTIVE', platformRoles: [], userTypes: ['ADVISOR'], lastSignedInAt: null });
});

it('filters by part of the name or address, type, role, status, proof of the address and time', async () => {
  const at = new Date(graph.clock.now() - 2_000).toISOString();

  expect(await names({ search: 'RAO' })).toEqual(['Dev Rao', 'Asha Rao']);
  expect(await names({ search: ' Adviser@Firm ' })).toEqual(['adviser@firm.example']);
  expect(await names({ search: '0%' })).toEqual(['Charu 100%']);
  expect(await names({ search: 'a_s' })).toEqual(['Bela_Sen']);
  expect(await names({ userTypes: ['ADVISOR', 'COACH'] })).toEqual(['adviser@firm.example']);
  expect(await names({ platformRoles: ['ADMIN', 'STAFF'] })).toEqual(['Bela_Sen', 'Asha Rao']);
  expect(await names({ userTypes: ['MEMBER'], platformRoles: ['STAFF'] })).toEqual([]);
  expect(await names({ statuses: ['BANNED', 'DISABLED'] })).toEqual([]);
  expect(await names({ emailVerified: false, search: 'esha' })).toEqual(['member@home.example', 'adviser@firm.example']);
  expect(await names({ createdFrom: at })).toEqual(['member@home.example', 'adviser@firm.example']);
  expect(await names({ createdTo: at, emailVerified: true })).toEqual(['Dev Rao', 'Charu 100%', 'Bela_Sen', 'Asha Rao']);
  expect(await names({ search: null, statuses: null, userTypes: null, platformRoles: null, emailVerified: null, createdFrom: null, createdTo: null })).toHaveLength(6);
});

it.each<[UsersQueryVariables['orderBy'], string, string]>([
  [{ field: 'CREATED_AT', direction: 'ASC' }, 'Asha Rao', 'Esha Roy'],
  [{ field: 'DISPLAY_NAME', direction: 'ASC' }, 'Asha Rao', 'Esha Roy'],
  [{ field: 'DISPLAY_NAME', direction: 'DESC' }, 'Esha Roy', 'Asha Rao'],
  [{ field: 'EMAIL', direction: 'ASC' }, 'Esha Roy', ''],
])('pages in the order %j without loss', async (orderBy, first, last) => {
  const seen: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { nodes, pageInfo } = await list({ orderBy, first: 4, after });
    seen.push(...nodes.map(({ id, displayName }) => `${displayName} ${id}`));
    [after, more] = [pageInfo.endCursor ?? null, pageInfo.hasNextPage];
  }

  expect(new Set(seen).size).toBe(6);
  expect(seen[0]?.startsWith(first)).toBe(true);
  expect(seen[5]?.startsWith(last)).toBe(true);
});

it('asks the database as often for a long page as for a short one', async () => {
  await list({ first: 1 });
  const statements = async (first: number) => {
    const counter = graph.countStatements('identity');
    await list({ first, filter: { search: 'ex' } });
    counter.stop();
    return counter.count;
  };

  expect(await statements(6)).toBe(await statements(1));
});

it.each<[string, UsersQueryVariables, string]>([
  ['a search of one character', { filter: { search: ' a ' } }, 'BAD_USER_INPUT'],
  ['a search of 101 characters', { filter: { search: 'x'.repeat(101) } }, 'BAD_USER_INPUT'],
  ['a time that ends before it begins', { filter: { createdFrom: '2026-01-02T00:00:00.000Z', createdTo: '2026-01-02T00:00:00.000Z' } }, 'BAD_USER_INPUT'],
  ['a page of 101', { first: 101 }, 'PAGE_SIZE_OUT_OF_RANGE'],
  ['a cursor that is none', { after: 'x' }, 'BAD_USER_INPUT'],
])('refuses %s', async (_what, variables, code) => {
  expect(await admin.refusal(UsersDocument, variables)).toBe(code);
});

it('is for administrators, not for staff', async () => {
  expect(await graph.asUser({ platformRoles: ['STAFF'] }).refusal(UsersDocument, {})).toBe('FORBIDDEN');
});
