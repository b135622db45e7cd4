import { findMany, findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { userDeleted } from '@sangam/kit/events/user-deleted';
import { Idempotency } from '@sangam/kit/idempotency/idempotency.entity';
import { dumpTables } from '@sangam/kit/testing/dump-tables';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import {
  AccountErasureDocument, ActivateUserDocument, CancelAccountErasureDocument, ChatEventsDocument, ChatThreadDocument, CreateGroupThreadDocument, DeactivateUserDocument, DeleteMyAccountDocument,
  MeDocument, MyScheduledErasureDocument, OpenDirectThreadDocument, RefreshTokenDocument, RegisterBirthDetailsDocument, RegisterDocument, RequestEmailCodeDocument, RequestPasswordResetDocument,
  ScheduleAccountErasureDocument, SendChatMessageDocument,
} from '@sangam/schema/typed/operations';
import { BIRTH } from '../access-world.fixture';
import { User, UserStatus } from '../users/user.entity';

const SUBGRAPHS = ['identity', 'chat', 'notifications', 'storage'] as const;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: SUBGRAPHS });
});
afterAll(() => graph.stop());

const tables = async () => JSON.stringify(await Promise.all(SUBGRAPHS.map((name) => dumpTables(graph.context(name)))));
const mailsTo = async (email: string) => (await graph.mails()).filter(({ to }) => to === email).map(({ subject }) => subject);
/** Long afterwards; jobs that repeat have not run all the time. */
const later = async (ms: number) => {
  graph.clock.advance(ms);
  await settle();
};
const settle = () => graph.jobs.drain({ until: graph.clock.now() + 2 * HOUR });

/** Somebody with rows everywhere, in a group and a direct thread with a friend. */
async function busyPerson() {
  const [person, friend] = [await graph.person({ displayName: 'Asha Unmistakable' }), await graph.person()];
  const { client, refreshToken } = await person.signIn();
  const other = graph.asUser({ userId: friend.id });
  await client.ask(RegisterBirthDetailsDocument, { input: { ...BIRTH, fullName: 'Asha Unmistakable', placeOfBirth: 'Unmistakable Town' } });
  await client.ask(RequestPasswordResetDocument, { email: person.email });
  await client.ask(RequestEmailCodeDocument, { email: person.email });
  const { id: groupId } = (await client.ask(CreateGroupThreadDocument, { input: { title: 'Family', participantIds: [friend.id] } })).createGroupThread;
  const { id: directId } = (await client.ask(OpenDirectThreadDocument, { userId: friend.id })).openDirectThread;
  for (const threadId of [groupId, directId]) {
    await client.ask(SendChatMessageDocument, { input: { threadId, text: 'an unmistakable text' } }, { 'idempotency-key': threadId });
    await other.ask(SendChatMessageDocument, { input: { threadId, text: 'an answer' } });
  }
  await graph.jobs.drain({ until: graph.clock.now() });
  graph.clock.advance(1_000);
  return { person, friend, client, other, refreshToken, groupId, directId };
}

describe('an account that its person deletes', () => {
  it('is gone at once: no session, socket or password works, and the address is free', async () => {
    const { person, client, refreshToken } = await busyPerson();
    const stream = await client.subscribe(ChatEventsDocument, {});

    const { deleteMyAccount } = await client.ask(DeleteMyAccountDocument, { password: person.password });

    expect(deleteMyAccount).toMatchObject({ state: 'ERASING' });
    await stream.ended();
    graph.clock.advance(1_000);
    expect(await client.refusal(MeDocument, {})).toBe('SESSION_REVOKED');
    expect(await graph.anonymous().refusal(RefreshTokenDocument, { refreshToken })).toBe('INVALID_TOKEN');
    await expect(person.signIn()).rejects.toThrow('INVALID_CREDENTIALS');
    await graph.anonymous().ask(RegisterDocument, { input: { email: person.email, password: person.password, fullName: 'New', termsAccepted: true } });
    await settle();
    expect(await mailsTo(person.email)).toEqual(expect.arrayContaining(['Your account was deleted', 'Confirm your address']));
    expect((await person.signIn()).client).toBeDefined();
  });

  it('leaves nothing of the person in any table of any subgraph', async () => {
    const { person, client } = await busyPerson();
    const before = await tables();
    for (const trace of [person.email, 'Asha Unmistakable', 'Unmistakable Town', 'an unmistakable text']) expect(before).toContain(trace);

    const { deleteMyAccount: { id } } = await client.ask(DeleteMyAccountDocument, {});
    await settle();

    const after = await tables();
    for (const trace of [person.email, 'Unmistakable', 'unmistakable']) expect(after).not.toContain(trace);
    const kept = Object.entries(await dumpTables(graph.context('identity'))).filter(([, rows]) => rows.some((row) => row.includes(person.id))).map(([table]) => table);
    expect(kept.filter((table) => table !== 'job').sort()).toEqual(['account_erasure', 'user_account']);
    const { accountErasure } = await graph.asAdmin().ask(AccountErasureDocument, { id });
    expect(accountErasure).toMatchObject({ state: 'COMPLETED', missingReports: [], user: { displayName: 'Deleted user', email: null, status: 'ERASED' } });
  });

  it('leaves the others their threads, without author and text where the person wrote', async () => {
    const { client, other, friend, groupId, directId } = await busyPerson();
    await client.ask(DeleteMyAccountDocument, {});
    await settle();

    for (const id of [groupId, directId]) {
      const { chatThread } = await other.ask(ChatThreadDocument, { id });
      expect(chatThread?.participants.map(({ user, role }) => [user?.id, role])).toEqual([[friend.id, id === groupId ? 'OWNER' : 'MEMBER']]);
      expect(chatThread?.messages.nodes.map(({ text, sender }) => [text, sender?.id ?? null])).toEqual([[null, null], ['an answer', friend.id]]);
      expect((await other.ask(SendChatMessageDocument, { input: { threadId: id, text: 'more' } })).sendChatMessage.sequence).toBe(3);
    }
  });

  it('takes threads along that nobody is left in', async () => {
    const { friend, client, groupId, directId } = await busyPerson();
    await client.ask(DeleteMyAccountDocument, {});
    await settle();
    await graph.asUser({ userId: friend.id }).ask(DeleteMyAccountDocument, {});
    await settle();

    const chat = JSON.stringify(await dumpTables(graph.context('chat')));
    expect(chat).not.toContain(groupId);
    expect(chat).not.toContain(directId);
  });

  it('is erased once, however often the event comes', async () => {
    const { person, client, groupId, other } = await busyPerson();
    await client.ask(DeleteMyAccountDocument, {});
    await graph.jobs.drain({ until: graph.clock.now() + HOUR / 2 });
    const before = (await other.ask(ChatThreadDocument, { id: groupId })).chatThread;

    expect(new Set(await graph.events.redeliver(userDeleted, person.id))).toEqual(new Set(['repeated']));
    await settle();

    expect((await other.ask(ChatThreadDocument, { id: groupId })).chatThread).toEqual(before);
  });

  it('leaves the mails of others alone that are under way, also to an address that ends like it', async () => {
    const person = await graph.person();
    await graph.anonymous().ask(RegisterDocument, { input: { email: `x${person.email}`, password: person.password, fullName: 'Other', termsAccepted: true } });

    await graph.asUser({ userId: person.id }).ask(DeleteMyAccountDocument, {});
    await settle();

    expect(await mailsTo(`x${person.email}`)).toEqual(['Confirm your address']);
  });

  it('asks for a fresh proof, and for the right password where one is given; parallel calls erase once', async () => {
    const person = await graph.person();
    const { client } = await person.signIn();

    expect(await graph.asUser({ userId: person.id, authTime: graph.clock.now() - 11 * 60_000 }).refusal(DeleteMyAccountDocument, {})).toBe('STEP_UP_REQUIRED');
    expect(await graph.asUser({ userId: person.id, actorId: (await graph.person()).id }).refusal(DeleteMyAccountDocument, {})).toBe('FORBIDDEN');
    expect(await client.refusal(DeleteMyAccountDocument, { password: 'Wrong1horse' })).toBe('INVALID_CREDENTIALS');
    await Promise.all([1, 2, 3].map(() => client.run(DeleteMyAccountDocument, {})));
    await settle();

    expect((await mailsTo(person.email)).filter((subject) => subject === 'Your account was deleted')).toHaveLength(1);
  });

  it('is refused to the last administrator, also to two who leave at the same time', async () => {
    const [one, two] = [await graph.person({ platformRoles: ['ADMIN'] }), await graph.person({ platformRoles: ['ADMIN'] })];
    const leave = ({ id }: { readonly id: string }) => graph.asUser({ userId: id, platformRoles: ['ADMIN'] }).run(DeleteMyAccountDocument, {});

    const codes = (await Promise.all([leave(one), leave(two)])).map(({ errors }) => errors[0]?.extensions.code ?? null);

    expect(codes.sort()).toEqual(['LAST_ADMINISTRATOR', null]);
    const left = (await findMany(graph.context('identity'), User, { where: { status: UserStatus.ACTIVE } })).filter(({ platformRoles }) => platformRoles.includes('ADMIN' as never));
    expect(left).toHaveLength(1);
    await settle();
  });
});

describe('an erasure that an administrator schedules', () => {
  const schedule = (userId: string) => graph.asAdmin().ask(ScheduleAccountErasureDocument, { userId, reason: 'Asked for it by letter' });

  it('comes after the time of grace, with a mail before and after', async () => {
    const person = await graph.person();
    const { client } = await person.signIn();
    const { scheduleAccountErasure: erasure } = await schedule(person.id);
    await later(29 * DAY);
    const still = await graph.asUser({ userId: person.id }).ask(MyScheduledErasureDocument, {});
    await later(2 * DAY);

    expect(erasure).toMatchObject({ state: 'SCHEDULED', reason: 'Asked for it by letter' });
    expect(new Date(erasure.scheduledFor).getTime() - new Date(erasure.createdAt).getTime()).toBe(30 * DAY);
    expect(still.me?.scheduledErasure).toMatchObject({ id: erasure.id, state: 'SCHEDULED' });
    expect(await mailsTo(person.email)).toEqual(expect.arrayContaining(['Your account will be deleted', 'Your account was deleted']));
    expect((await graph.asAdmin().ask(AccountErasureDocument, { id: erasure.id })).accountErasure).toMatchObject({ state: 'COMPLETED' });
    expect((await client.run(MeDocument, {})).data?.me ?? null).toBeNull();
    expect(await tables()).not.toContain('Asked for it by letter');
  });

  it('can be taken back by the person and by administrators until then, and be scheduled anew', async () => {
    const person = await graph.person();
    const self = graph.asUser({ userId: person.id });
    const { scheduleAccountErasure: first } = await schedule(person.id);
    expect(await graph.asAdmin().refusal(ScheduleAccountErasureDocument, { userId: person.id, reason: 'Twice' })).toBe('CONFLICT');
    expect(await graph.asUser().refusal(CancelAccountErasureDocument, { id: first.id })).toBe('NOT_FOUND');

    expect((await self.ask(CancelAccountErasureDocument, { id: first.id })).cancelAccountErasure.state).toBe('CANCELLED');
    expect(await self.refusal(CancelAccountErasureDocument, { id: first.id })).toBe('INVALID_STATE');
    const { scheduleAccountErasure: second } = await schedule(person.id);
    await graph.asAdmin().ask(CancelAccountErasureDocument, { id: second.id });
    await later(32 * DAY);

    expect((await findOne(graph.context('identity'), User, { id: person.id }))?.status).toBe(UserStatus.ACTIVE);
    expect((await mailsTo(person.email)).filter((subject) => subject === 'Your account stays')).toHaveLength(2);
  });

  it('is overtaken by the person who deletes the account', async () => {
    const person = await graph.person();
    const { scheduleAccountErasure: { id } } = await schedule(person.id);

    expect((await graph.asUser({ userId: person.id }).ask(DeleteMyAccountDocument, {})).deleteMyAccount).toMatchObject({ id, state: 'ERASING' });
    await later(32 * DAY);
    expect((await mailsTo(person.email)).filter((subject) => subject === 'Your account was deleted')).toHaveLength(1);
  });

  it('is refused for people with a platform role, unknown and erased ones; nobody comes back', async () => {
    const admin = graph.asAdmin();
    const gone = await graph.person();
    await graph.asUser({ userId: gone.id }).ask(DeleteMyAccountDocument, {});
    await settle();
    const refused = (userId: string, reason = 'x') => admin.refusal(ScheduleAccountErasureDocument, { userId, reason });

    expect(await refused((await graph.person({ platformRoles: ['STAFF'] })).id)).toBe('INVALID_STATE');
    expect([await refused(gone.id), await refused('nobody')]).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    expect(await refused((await graph.person()).id, ' ')).toBe('BAD_USER_INPUT');
    expect(await admin.refusal(ActivateUserDocument, { id: gone.id })).toBe('INVALID_STATE');
    expect(await admin.refusal(DeactivateUserDocument, { id: gone.id, reason: 'x' })).toBe('INVALID_STATE');
  });
});

it('catches what a request under way writes after the erasure', async () => {
  const { person, client } = await busyPerson();
  await client.ask(DeleteMyAccountDocument, {});
  await graph.jobs.drain({ until: graph.clock.now() + HOUR / 2 });
  await transaction(graph.context('chat'), (tx) => tx.insert(Idempotency, { viewerId: person.id, field: 'late', clientKey: 'k', inputHash: 'h', entityId: null, refusal: null, createdAt: new Date(0) }));
  await settle();

  expect(await findMany(graph.context('chat'), Idempotency, { where: { viewerId: person.id } })).toEqual([]);
});
