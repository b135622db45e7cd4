import type { TestGraph, TestPerson } from '@sangam/kit/testing/harness';
import { LockMyProfileDocument, RequestProfileUpdateDocument, SetProfilePhotoDocument, UpdateMyProfileDocument } from '@sangam/schema/typed/operations';
import { uploadImage } from './upload-image.fixture';

/** What the owner's profile adds to the access matrix: a photo, more uploads, a request that waits. */
export interface ProfileWorld {
  /** Not used yet. */
  readonly photoFileId: string;
  readonly logoFileId: string;
  readonly requestId: string;
  readonly secrets: readonly string[];
}

export async function makeProfile(graph: TestGraph, { id }: TestPerson): Promise<ProfileWorld> {
  const client = graph.asUser({ userId: id });
  const [shown, photoFileId, logoFileId] = [await uploadImage(client, 'PROFILE_PHOTO'), await uploadImage(client, 'PROFILE_PHOTO'), await uploadImage(client, 'PROFILE_LOGO')];
  const [phone, city] = ['+919876543210', `City of ${id}`];
  await client.ask(SetProfilePhotoDocument, { fileId: shown });
  await client.ask(UpdateMyProfileDocument, { input: { phone, city } });
  await client.ask(LockMyProfileDocument, {});
  const { id: requestId } = (await client.ask(RequestProfileUpdateDocument, { input: { field: 'CITY', newValue: `Another ${city}`, reason: 'Moved' } })).requestProfileUpdate;
  return { photoFileId, logoFileId, requestId, secrets: [photoFileId, logoFileId, requestId, phone, city] };
}
