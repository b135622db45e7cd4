import { startGraph, type TestClient, type TestGraph } from '@sangam/kit/testing/harness';
import { dumpTables } from '@sangam/kit/testing/dump-tables';
import { newId } from '@sangam/kit/ids/new-id';
import {
  DeleteFileDocument, FileDocument, MyProfileDocument, RemoveProfileLogoDocument, RemoveProfilePhotoDocument, SetProfileLogoDocument, SetProfilePhotoDocument,
} from '@sangam/schema/typed/operations';
import { uploadImage } from './upload-image.fixture';

const DAY = 86_400_000;
let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity', 'storage'] });
});
afterAll(() => graph.stop());

const somebody = async () => {
  const { id } = await graph.person();
  return { id, client: graph.asUser({ userId: id }) };
};
const photoOf = async (client: TestClient) => (await client.ask(MyProfileDocument, {})).me?.photo;
const storedFiles = async () => (await dumpTables(graph.context('storage')))['file']?.join('\n') ?? '';

it('an upload becomes the photo, and is kept', async () => {
  const { client } = await somebody();
  const fileId = await uploadImage(client, 'PROFILE_PHOTO');

  const { setProfilePhoto } = await client.ask(SetProfilePhotoDocument, { fileId });

  expect(setProfilePhoto.photo?.id).toBe(fileId);
  const link = setProfilePhoto.photo?.download.url ?? '';
  expect((await graph.anonymous().http(link.slice(new URL(link).origin.length))).status).toBe(200);
  await graph.jobs.drain({ until: graph.clock.now() + 8 * DAY });
  expect((await photoOf(client))?.id).toBe(fileId);
  expect(await client.refusal(DeleteFileDocument, { id: fileId })).toBe('INVALID_STATE');
});

it('others see the photo and nothing else of the file', async () => {
  const [{ client }, stranger] = [await somebody(), await somebody()];
  const fileId = await uploadImage(client, 'PROFILE_PHOTO');
  const seen = () => graph.entities('storage', stranger.client.viewer, [{ __typename: 'File', id: fileId }]);
  expect(await seen()).toEqual([null]);

  await client.ask(SetProfilePhotoDocument, { fileId });

  expect(await seen()).toMatchObject([{ id: fileId, mediaType: 'image/png', name: null, sha256: null }]);
  expect(await stranger.client.refusal(FileDocument, { id: fileId })).toBe('NOT_FOUND');
});

it('another photo takes the place of the first, which is deleted with its bytes', async () => {
  const { client } = await somebody();
  const [first, second] = [await uploadImage(client, 'PROFILE_PHOTO'), await uploadImage(client, 'PROFILE_PHOTO')];
  await client.ask(SetProfilePhotoDocument, { fileId: first });
  await client.ask(SetProfilePhotoDocument, { fileId: second });
  await client.ask(SetProfilePhotoDocument, { fileId: second });

  await graph.jobs.drain();

  expect((await photoOf(client))?.id).toBe(second);
  expect(await storedFiles()).not.toContain(first);
  expect(await client.refusal(SetProfilePhotoDocument, { fileId: first })).toBe('NOT_FOUND');
});

it('removing photo and logo deletes their files; a second time nothing happens', async () => {
  const { client } = await somebody();
  const [photo, logo] = [await uploadImage(client, 'PROFILE_PHOTO'), await uploadImage(client, 'PROFILE_LOGO')];
  await client.ask(SetProfilePhotoDocument, { fileId: photo });
  expect((await client.ask(SetProfileLogoDocument, { fileId: logo })).setProfileLogo.profile?.logo?.id).toBe(logo);

  for (let time = 0; time < 2; time += 1) {
    expect((await client.ask(RemoveProfilePhotoDocument, {})).removeProfilePhoto.photo).toBeNull();
    expect((await client.ask(RemoveProfileLogoDocument, {})).removeProfileLogo.profile?.logo).toBeNull();
  }

  await graph.jobs.drain();
  const files = await storedFiles();
  expect([files.includes(photo), files.includes(logo)]).toEqual([false, false]);
});

it('only an own, unused upload of the right purpose can be used', async () => {
  const [owner, stranger] = [await somebody(), await somebody()];
  const [photo, logo] = [await uploadImage(owner.client, 'PROFILE_PHOTO'), await uploadImage(owner.client, 'PROFILE_LOGO')];
  const before = await dumpTables(graph.context('identity'));

  expect(await stranger.client.refusal(SetProfilePhotoDocument, { fileId: photo })).toBe('NOT_FOUND');
  expect(await owner.client.refusal(SetProfilePhotoDocument, { fileId: logo })).toBe('NOT_FOUND');
  expect(await owner.client.refusal(SetProfileLogoDocument, { fileId: photo })).toBe('NOT_FOUND');
  for (const fileId of [newId(), '../x', '']) expect(await owner.client.refusal(SetProfilePhotoDocument, { fileId })).toBe('NOT_FOUND');

  expect(await dumpTables(graph.context('identity'))).toEqual(before);
});

it('of parallel choices one counts, and only its file is left', async () => {
  const { client } = await somebody();
  const files = await Promise.all(Array.from({ length: 5 }, () => uploadImage(client, 'PROFILE_PHOTO')));

  await Promise.all(files.map((fileId) => client.ask(SetProfilePhotoDocument, { fileId })));

  await graph.jobs.drain();
  const shown = (await photoOf(client))?.id;
  const stored = await storedFiles();
  expect(files.filter((fileId) => stored.includes(fileId))).toEqual([shown]);
});
