import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { dumpTables } from '@sangam/kit/testing/dump-tables';
import { MyBirthDetailsDocument, RegisterBirthDetailsDocument, UpdateBirthDetailsDocument, type RegisterBirthDetailsMutationVariables } from '@sangam/schema/typed/operations';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(() => graph.stop());

type Input = RegisterBirthDetailsMutationVariables['input'];

const INPUT: Input = {
  fullName: ' Asha Rao ', gender: 'FEMALE', maritalStatus: 'MARRIED', dateOfBirth: '1990-05-15', timeOfBirth: '14:30:00', placeOfBirth: 'Jaipur', timeZone: 'Asia/Kolkata',
};
const somebody = async () => graph.asUser({ userId: (await graph.person()).id });
const rows = async () => (await dumpTables(graph.context('identity')))['birth_details'] ?? [];

it('are null until they are registered, then what was registered', async () => {
  const client = await somebody();
  expect((await client.ask(MyBirthDetailsDocument, {})).me?.birthDetails).toBeNull();

  const { registerBirthDetails } = await client.ask(RegisterBirthDetailsDocument, { input: INPUT });

  expect(registerBirthDetails).toMatchObject({ ...INPUT, fullName: 'Asha Rao' });
  expect((await client.ask(MyBirthDetailsDocument, {})).me?.birthDetails).toEqual(registerBirthDetails);
});

it('are registered once, also by parallel calls', async () => {
  const client = await somebody();

  const answers = await Promise.all(Array.from({ length: 20 }, () => client.run(RegisterBirthDetailsDocument, { input: INPUT })));

  expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
  expect(new Set(answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code)))).toEqual(new Set(['BIRTH_DETAILS_EXIST']));
});

it('change where something is given; the rest stays', async () => {
  const client = await somebody();
  await client.ask(RegisterBirthDetailsDocument, { input: INPUT });
  graph.clock.advance(1_000);

  const { updateBirthDetails } = await client.ask(UpdateBirthDetailsDocument, { input: { timeOfBirth: '06:05', placeOfBirth: 'Udaipur' } });

  expect(updateBirthDetails).toMatchObject({ ...INPUT, fullName: 'Asha Rao', timeOfBirth: '06:05:00', placeOfBirth: 'Udaipur' });
  const details = (await client.ask(MyBirthDetailsDocument, {})).me?.birthDetails;
  expect(Date.parse(details?.updatedAt ?? '') - Date.parse(details?.createdAt ?? '')).toBe(1_000);
});

it('cannot be changed before they are registered', async () => {
  expect(await (await somebody()).refusal(UpdateBirthDetailsDocument, { input: { placeOfBirth: 'Udaipur' } })).toBe('NOT_FOUND');
});

it('belong to one person: a stranger changes nothing of them', async () => {
  const [owner, stranger] = [await somebody(), await somebody()];
  await owner.ask(RegisterBirthDetailsDocument, { input: INPUT });
  const before = await rows();

  expect(await stranger.refusal(UpdateBirthDetailsDocument, { input: { placeOfBirth: 'Udaipur' } })).toBe('NOT_FOUND');

  expect(await rows()).toEqual(before);
});

it.each<[string, object]>([
  ['30 February', { dateOfBirth: '1990-02-30' }],
  ['a year before 1900', { dateOfBirth: '1899-12-31' }],
  ['a date that is still to come', { dateOfBirth: '2199-01-01' }],
  ['24:00', { timeOfBirth: '24:00:00' }],
  ['a time with a zone', { timeOfBirth: '10:00:00Z' }],
  ['a zone that does not exist', { timeZone: 'Asia/Atlantis' }],
  ['a blank name', { fullName: '   ' }],
  ['a name of 101 characters', { fullName: 'x'.repeat(101) }],
  ['no place', { placeOfBirth: '' }],
  ['another gender', { gender: 'male' }],
  ['explicit null', { placeOfBirth: null }],
  ['a person among the input', { userId: '0' }],
])('refuse %s and write nothing', async (_what, change) => {
  const client = await somebody();
  const before = await rows();
  expect(await client.refusal(RegisterBirthDetailsDocument, { input: { ...INPUT, ...change } as Input })).toBe('BAD_USER_INPUT');
  expect(await rows()).toEqual(before);

  await client.ask(RegisterBirthDetailsDocument, { input: INPUT });
  const registered = await rows();
  expect(await client.refusal(UpdateBirthDetailsDocument, { input: change })).toBe('BAD_USER_INPUT');
  expect(await rows()).toEqual(registered);
});
