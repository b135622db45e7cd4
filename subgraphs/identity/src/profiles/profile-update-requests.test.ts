import { startGraph, type TestClient, type TestGraph, type TestPerson } from '@sangam/kit/testing/harness';
import { dumpTables } from '@sangam/kit/testing/dump-tables';
import { newId } from '@sangam/kit/ids/new-id';
import {
  ApproveProfileUpdateRequestDocument, LockMyProfileDocument, MyPendingProfileUpdateRequestsDocument, MyProfileDocument, ProfileUpdateRequestsDocument, RejectProfileUpdateRequestDocument,
  RequestProfileUpdateDocument, UpdateMyProfileDocument, type RequestProfileUpdateMutationVariables,
} from '@sangam/schema/typed/operations';

let graph: TestGraph;
let admin: TestPerson;
let asAdmin: TestClient;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
  admin = await graph.person({ displayName: 'Admin', platformRoles: ['ADMIN'] });
  asAdmin = graph.asUser({ userId: admin.id, platformRoles: ['ADMIN'] });
});
afterAll(() => graph.stop());

type Input = RequestProfileUpdateMutationVariables['input'];

/** Somebody whose critical fields are locked. */
const locked = async () => {
  const person = await graph.person({ displayName: 'Asha Rao' });
  const client = graph.asUser({ userId: person.id });
  await client.ask(UpdateMyProfileDocument, { input: { organizationName: 'Rao Advisers', city: 'Jaipur' } });
  await client.ask(LockMyProfileDocument, {});
  return { ...person, client };
};
const request = async (client: TestClient, input: Partial<Input> = {}) =>
  (await client.ask(RequestProfileUpdateDocument, { input: { field: 'CITY', newValue: 'Udaipur', reason: 'Moved', ...input } })).requestProfileUpdate;
const pending = async (client: TestClient) => (await client.ask(MyPendingProfileUpdateRequestsDocument, {})).me?.pendingProfileUpdateRequests;
const mailsTo = async (email: string) => {
  await graph.jobs.drain();
  return (await graph.mails()).filter(({ to }) => to === email);
};
const codes = (answers: readonly { readonly errors: readonly { readonly extensions: { readonly code: string } }[] }[]) => answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code));

it('waits until an administrator approves; then the field says so and the person is told', async () => {
  const { client, email } = await locked();
  const { id, ...made } = await request(client, { newValue: ' Udaipur ' });
  expect(made).toMatchObject({ field: 'CITY', previousValue: 'Jaipur', newValue: 'Udaipur', reason: 'Moved', status: 'PENDING' });
  expect(await pending(client)).toMatchObject([{ id, status: 'PENDING' }]);
  expect((await client.ask(MyProfileDocument, {})).me?.profile?.city).toBe('Jaipur');

  expect((await asAdmin.ask(ApproveProfileUpdateRequestDocument, { id })).approveProfileUpdateRequest).toMatchObject({ id, status: 'APPROVED', decidedAt: new Date(graph.clock.now()).toISOString() });

  expect((await client.ask(MyProfileDocument, {})).me?.profile).toMatchObject({ city: 'Udaipur', organizationName: 'Rao Advisers', locked: true });
  expect(await pending(client)).toEqual([]);
  expect(await mailsTo(email)).toMatchObject([{ subject: 'Your profile was changed', text: expect.stringContaining('Udaipur') }]);
});

it('the full name changes for everybody', async () => {
  const { client } = await locked();
  const { id } = await request(client, { field: 'FULL_NAME', newValue: 'Asha Iyer' });

  expect((await asAdmin.ask(ApproveProfileUpdateRequestDocument, { id })).approveProfileUpdateRequest.user?.displayName).toBe('Asha Iyer');

  expect((await client.ask(MyProfileDocument, {})).me?.displayName).toBe('Asha Iyer');
  await graph.jobs.drain();
});

it('a rejection leaves the field and tells the person why; another request may follow', async () => {
  const { client, email } = await locked();
  const { id } = await request(client);

  expect((await asAdmin.ask(RejectProfileUpdateRequestDocument, { id, reason: ' No proof ' })).rejectProfileUpdateRequest).toMatchObject({ id, status: 'REJECTED', decisionReason: 'No proof' });

  expect((await client.ask(MyProfileDocument, {})).me?.profile?.city).toBe('Jaipur');
  expect(await mailsTo(email)).toMatchObject([{ subject: 'Your profile stays as it is', text: expect.stringContaining('No proof') }]);
  expect((await request(client)).status).toBe('PENDING');
});

it('of parallel approvals and rejections one counts, and one mail is sent', async () => {
  const { client, email } = await locked();
  const { id } = await request(client);

  const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? asAdmin.run(ApproveProfileUpdateRequestDocument, { id }) : asAdmin.run(RejectProfileUpdateRequestDocument, { id, reason: 'No' }))));

  expect(codes(answers)).toEqual(Array.from({ length: 9 }, () => 'INVALID_STATE'));
  const mails = await mailsTo(email);
  expect(mails).toHaveLength(1);
  expect((await client.ask(MyProfileDocument, {})).me?.profile?.city).toBe(mails[0]?.subject === 'Your profile was changed' ? 'Udaipur' : 'Jaipur');
});

it('one request a field waits at a time, also of parallel ones; other fields are free', async () => {
  const { client } = await locked();
  const input = (newValue: string): Input => ({ field: 'CITY', newValue, reason: 'Moved' });

  const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => client.run(RequestProfileUpdateDocument, { input: input(`City ${index}`) })));

  expect(codes(answers)).toEqual(Array.from({ length: 7 }, () => 'PROFILE_UPDATE_PENDING'));
  await request(client, { field: 'JOB_TITLE', newValue: 'Partner' });
  expect(await pending(client)).toHaveLength(2);
});

it('is refused where the field can be changed directly, and where it says so already', async () => {
  const free = graph.asUser({ userId: (await graph.person()).id });
  expect(await free.refusal(RequestProfileUpdateDocument, { input: { field: 'CITY', newValue: 'Udaipur', reason: 'Moved' } })).toBe('INVALID_STATE');
  const { client } = await locked();
  expect(await client.refusal(RequestProfileUpdateDocument, { input: { field: 'CITY', newValue: 'Jaipur', reason: 'Moved' } })).toBe('INVALID_STATE');
});

it.each<[string, Partial<Input>]>([
  ['a blank value', { newValue: ' ' }],
  ['a city of 101 characters', { newValue: 'x'.repeat(101) }],
  ['an organization of 201 characters', { field: 'ORGANIZATION_NAME', newValue: 'x'.repeat(201) }],
  ['no reason', { reason: '' }],
  ['a reason of 501 characters', { reason: 'x'.repeat(501) }],
])('refuses %s and writes nothing', async (_what, change) => {
  const { client } = await locked();
  const before = await dumpTables(graph.context('identity'));

  expect(await client.refusal(RequestProfileUpdateDocument, { input: { field: 'CITY', newValue: 'Udaipur', reason: 'Moved', ...change } })).toBe('BAD_USER_INPUT');

  expect(await dumpTables(graph.context('identity'))).toEqual(before);
});

it('is decided by somebody else, once, with a reason where it is rejected', async () => {
  const { client } = await locked();
  const { id } = await request(client);
  await asAdmin.ask(LockMyProfileDocument, {});
  const own = await request(asAdmin);

  expect(await asAdmin.refusal(ApproveProfileUpdateRequestDocument, { id: own.id })).toBe('FORBIDDEN');
  expect(await asAdmin.refusal(RejectProfileUpdateRequestDocument, { id: own.id, reason: 'x' })).toBe('FORBIDDEN');
  expect(await asAdmin.refusal(RejectProfileUpdateRequestDocument, { id, reason: ' ' })).toBe('BAD_USER_INPUT');
  expect(await asAdmin.refusal(ApproveProfileUpdateRequestDocument, { id: newId() })).toBe('NOT_FOUND');
  expect(await client.refusal(ApproveProfileUpdateRequestDocument, { id })).toBe('FORBIDDEN');
  await asAdmin.ask(RejectProfileUpdateRequestDocument, { id, reason: 'No proof' });
  expect(await asAdmin.refusal(ApproveProfileUpdateRequestDocument, { id })).toBe('INVALID_STATE');
  await graph.jobs.drain();
});

it('administrators list them by state and person, page by page, in as many statements however many there are', async () => {
  const { id: userId, client } = await locked();
  for (const newValue of ['A', 'B', 'C']) {
    const { id } = await request(client, { newValue });
    if (newValue !== 'C') await asAdmin.ask(RejectProfileUpdateRequestDocument, { id, reason: newValue });
    graph.clock.advance(1);
  }
  const list = async (status: readonly ('PENDING' | 'REJECTED')[], first: number, after: string | null = null) =>
    (await asAdmin.ask(ProfileUpdateRequestsDocument, { filter: { userId, status: [...status] }, first, after })).profileUpdateRequests;

  const [pendingOnes, rejected] = [await list(['PENDING'], 10), await list(['REJECTED'], 1)];
  expect([pendingOnes.totalCount, pendingOnes.nodes]).toMatchObject([1, [{ newValue: 'C', status: 'PENDING', decidedBy: null, user: { id: userId, displayName: 'Asha Rao' } }]]);
  expect([rejected.totalCount, rejected.nodes]).toMatchObject([2, [{ newValue: 'B', decisionReason: 'B', decidedBy: { id: admin.id } }]]);
  expect((await list(['REJECTED'], 1, rejected.pageInfo.endCursor)).nodes).toMatchObject([{ newValue: 'A' }]);

  const statements = graph.countStatements('identity');
  await list(['REJECTED'], 1);
  const forOne = statements.count;
  statements.reset();
  expect((await list(['PENDING', 'REJECTED'], 100)).nodes).toHaveLength(3);
  expect(statements.count).toBe(forOne);
  await graph.jobs.drain();
});
