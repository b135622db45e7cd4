import { OWN } from '@sangam/kit/testing/access-specimens';
import { newId } from '@sangam/kit/ids/new-id';
import { AccountFactsDocument, CreatePeopleDocument, ExistingUserIdsDocument, UserContactsDocument, ViewerOfSessionDocument } from '@sangam/schema/typed/internal';
import { MeDocument } from '@sangam/schema/typed/operations';
import { type IdentitySpecimens, STRONG } from '../access-world.fixture';
import { noteErasure } from '../erasure/scheduled-erasure.fixture';
import { makeProfile } from '../profiles/profile-world.fixture';

export const userAccess: IdentitySpecimens = {
  extend: async (graph, { owner }) => {
    const profile = await makeProfile(graph, owner);
    return { profile, erasureId: await noteErasure(graph, owner.id), secrets: profile.secrets };
  },
  fields: {
    'Query.me': { document: MeDocument, outcomes: { stranger: OWN, otherTenant: OWN } },
  },
  internalFields: {
    'Query.viewerOfSession': { document: ViewerOfSessionDocument, variables: ({ sessionId }) => ({ sessionId }) },
    'Query.existingUserIds': { document: ExistingUserIdsDocument, variables: ({ owner }) => ({ ids: [owner.id] }) },
    'Query.userContacts': { document: UserContactsDocument, variables: ({ owner }) => ({ ids: [owner.id] }) },
    'Query.accountFacts': { document: AccountFactsDocument, variables: ({ owner }) => ({ id: owner.id }) },
    'Mutation.createPeople': {
      document: CreatePeopleDocument,
      variables: () => ({ people: [{ displayName: 'Mallory', email: `mallory-${newId()}@example.com`, password: STRONG, platformRoles: ['ADMIN'] }] }),
    },
  },
  entities: {
    User: { key: ({ owner }) => ({ id: owner.id }), visibleTo: ['anonymous', 'stranger', 'otherTenant'], empty: ['bannedUntil', 'registration'] },
  },
};
