import type { AccessSpecimens, AccessWorld } from '@sangam/kit/testing/access-specimens';
import type { TestClient, TestGraph } from '@sangam/kit/testing/harness';
import { ClaimFileDocument } from '@sangam/schema/typed/internal';
import { DeleteFileDocument, FileDocument } from '@sangam/schema/typed/operations';
import { fetchLink, photo, sendForm, uploaded, type Uploaded } from './upload.fixture';

/** Somebody with a photo that is in use and one that is not. */
export interface UploadWorld extends AccessWorld {
  readonly client: TestClient;
  readonly unused: Uploaded;
  readonly used: Uploaded;
  readonly photo: Buffer;
}

export async function makeWorld(graph: TestGraph): Promise<UploadWorld> {
  const owner = await graph.person();
  const client = graph.asUser({ userId: owner.id });
  const name = `Photo of ${owner.id}`;
  const [unused, used] = [await uploaded(client, { name }), await uploaded(client)];
  await graph.internal('storage', ClaimFileDocument, { input: { fileId: used.fileId, userId: owner.id, purpose: 'PROFILE_PHOTO' } });
  return { owner, client, unused, used, photo: await photo(), secrets: [unused.fileId, unused.url, name] };
}

export const uploadAccess: Pick<AccessSpecimens<UploadWorld>, 'fields' | 'internalFields' | 'entities' | 'routes'> = {
  fields: {
    'Query.file': { document: FileDocument, variables: ({ unused }) => ({ id: unused.fileId }) },
    'Mutation.deleteFile': { document: DeleteFileDocument, variables: ({ unused }) => ({ id: unused.fileId }) },
  },
  internalFields: {
    'Mutation.claimFile': { document: ClaimFileDocument, variables: ({ owner, unused }) => ({ input: { fileId: unused.fileId, userId: owner.id, purpose: 'PROFILE_PHOTO' } }) },
  },
  entities: {
    File: { key: ({ used }) => ({ id: used.fileId }), visibleTo: ['anonymous', 'stranger', 'otherTenant'] },
  },
  routes: {
    'POST /files': { send: (client, world) => sendForm(client, { purpose: 'PROFILE_PHOTO', bytes: world.photo }), status: 201, statuses: { stranger: 201, otherTenant: 201 } },
    'GET /files/:id': {
      send: (client, { unused }, sender) => fetchLink(client, sender === 'owner' ? unused.url : unused.url.replace(/signature=.*/, 'signature=')), status: 200,
      statuses: { anonymous: 403, stranger: 403, otherTenant: 403 },
    },
  },
};
