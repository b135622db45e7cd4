import { findMany } from '@sangam/kit/database/read';
import type { TestGraph } from '@sangam/kit/testing/harness';
import { startGraph } from '@sangam/kit/testing/harness';
import { RegisterDocument } from '@sangam/schema/typed/operations';
import { CreatePeopleDocument } from '@sangam/schema/typed/internal';
import { User } from '../users/user.entity';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(() => graph.stop());

const person = { email: 'Ravi@Example.com', password: 'Correct1horse', fullName: ' Ravi Kumar ', termsAccepted: true };
const people = () => findMany(graph.context('identity'), User, { where: { emailCanonical: 'ravi@example.com' } });

describe('signing up', () => {
  it('answers the same for known and unknown addresses and tells the owner by mail', async () => {
    const first = await graph.anonymous().ask(RegisterDocument, { input: person });
    await graph.jobs.drain();
    const again = await graph.anonymous().ask(RegisterDocument, { input: { ...person, email: 'ravi@EXAMPLE.com', password: 'Different1one' } });
    await graph.jobs.drain();

    expect(first).toEqual({ register: { email: 'Ravi@Example.com' } });
    expect(again).toEqual({ register: { email: 'ravi@EXAMPLE.com' } });
    expect((await people()).map(({ displayName, emailVerified }) => ({ displayName, emailVerified }))).toEqual([{ displayName: 'Ravi Kumar', emailVerified: false }]);
    expect((await graph.mails()).map(({ to, subject }) => ({ to, subject }))).toEqual([
      { to: 'Ravi@Example.com', subject: 'Confirm your address' },
      { to: 'ravi@EXAMPLE.com', subject: 'You already have an account' },
    ]);
  });

  it('makes one person of twenty parallel sign-ups', async () => {
    await Promise.all(Array.from({ length: 20 }, () => graph.anonymous().ask(RegisterDocument, { input: { ...person, email: 'parallel@example.com' } })));
    await graph.jobs.drain();

    expect(await findMany(graph.context('identity'), User, { where: { emailCanonical: 'parallel@example.com' } })).toHaveLength(1);
  });

  it.each([
    ['a password without upper case', { password: 'correct1horse' }, 'input.password'],
    ['a password without digit', { password: 'Correcthorse' }, 'input.password'],
    ['a password of seven characters', { password: 'Corre1c' }, 'input.password'],
    ['a blank name', { fullName: '   ' }, 'input.fullName'],
    ['terms that were not accepted', { termsAccepted: false }, 'input.termsAccepted'],
    ['an address without a dot in the domain', { email: 'ravi@localhost' }, 'input.email'],
    ['a name with U+0000', { fullName: 'Ra\u0000vi' }, 'input.fullName'],
  ])('refuses %s, names the field and writes nothing', async (_case, change, field) => {
    const before = (await findMany(graph.context('identity'), User, { where: {} })).length;

    const { errors, data } = await graph.anonymous().run(RegisterDocument, { input: { ...person, email: 'refused@example.com', ...change } });

    expect(data?.register ?? null).toBeNull();
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: field }] });
    expect(await findMany(graph.context('identity'), User, { where: {} })).toHaveLength(before);
  });
});

it('makes people for the operator once', async () => {
  const operators = [{ displayName: 'Administrator', email: 'admin@example.com', password: 'Correct1horse', platformRoles: ['ADMIN' as const] }];

  const first = await graph.internal('identity', CreatePeopleDocument, { people: operators });
  const again = await graph.internal('identity', CreatePeopleDocument, { people: operators });

  expect(first.createPeople).toHaveLength(1);
  expect(again.createPeople).toEqual([]);
  const demo = [{ displayName: 'Demo', email: 'demo@example.com', password: 'Correct1horse', platformRoles: [] }];
  expect((await graph.internal('identity', CreatePeopleDocument, { people: demo, onlyIfEmpty: true })).createPeople).toEqual([]);
});

it('makes none of the operator\'s people when one of them cannot be made, and all but those that are there', async () => {
  const person = (name: string, password = 'Correct1horse') => ({ displayName: name, email: `${name}@example.org`, password, platformRoles: [] });
  const names = async () => (await findMany(graph.context('identity'), User, { where: { displayName: ['one', 'two', 'three'] } })).map(({ displayName }) => displayName).sort();

  await expect(graph.internal('identity', CreatePeopleDocument, { people: [person('one'), person('two', 'short')] })).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  expect(await names()).toEqual([]);

  await graph.internal('identity', CreatePeopleDocument, { people: [person('two')] });
  expect((await graph.internal('identity', CreatePeopleDocument, { people: [person('one'), person('two'), person('three')] })).createPeople).toHaveLength(2);
  expect(await names()).toEqual(['one', 'three', 'two']);
});
