import { OWN } from '@sangam/kit/testing/access-specimens';
import {
  ApproveProfileUpdateRequestDocument, LockMyProfileDocument, ProfileUpdateRequestsDocument, RejectProfileUpdateRequestDocument, RemoveProfileLogoDocument, RemoveProfilePhotoDocument,
  RequestProfileUpdateDocument, SetProfileLogoDocument, SetProfilePhotoDocument, UpdateMyProfileDocument,
} from '@sangam/schema/typed/operations';
import { newId } from '@sangam/kit/ids/new-id';
import { type IdentitySpecimens, ONLY_ADMINISTRATORS } from '../access-world.fixture';
import { makeProfile } from './profile-world.fixture';

const OTHERS_OWN = { stranger: OWN, otherTenant: OWN } as const;
/** Whoever decides is not the one who asked. */
const ANOTHER_ADMINISTRATOR = () => ({ userId: newId(), platformRoles: ['ADMIN'] });

export const profileAccess: IdentitySpecimens = {
  extend: async (graph, { owner }) => {
    const profile = await makeProfile(graph, owner);
    return { profile, secrets: profile.secrets };
  },
  fields: {
    'Query.profileUpdateRequests': { document: ProfileUpdateRequestsDocument, viewer: ANOTHER_ADMINISTRATOR, outcomes: ONLY_ADMINISTRATORS },
    'Mutation.updateMyProfile': { document: UpdateMyProfileDocument, variables: () => ({ input: { bio: 'Hello' } }), outcomes: OTHERS_OWN },
    'Mutation.lockMyProfile': { document: LockMyProfileDocument, outcomes: OTHERS_OWN },
    'Mutation.setProfilePhoto': { document: SetProfilePhotoDocument, variables: ({ profile }) => ({ fileId: profile.photoFileId }) },
    'Mutation.setProfileLogo': { document: SetProfileLogoDocument, variables: ({ profile }) => ({ fileId: profile.logoFileId }) },
    'Mutation.removeProfilePhoto': { document: RemoveProfilePhotoDocument, outcomes: OTHERS_OWN },
    'Mutation.removeProfileLogo': { document: RemoveProfileLogoDocument, outcomes: OTHERS_OWN },
    'Mutation.requestProfileUpdate': {
      document: RequestProfileUpdateDocument, variables: () => ({ input: { field: 'JOB_TITLE', newValue: 'Partner', reason: 'New' } }), outcomes: { stranger: 'INVALID_STATE', otherTenant: 'INVALID_STATE' },
    },
    'Mutation.approveProfileUpdateRequest': { document: ApproveProfileUpdateRequestDocument, variables: ({ profile }) => ({ id: profile.requestId }), viewer: ANOTHER_ADMINISTRATOR, outcomes: ONLY_ADMINISTRATORS },
    'Mutation.rejectProfileUpdateRequest': {
      document: RejectProfileUpdateRequestDocument, variables: ({ profile }) => ({ id: profile.requestId, reason: 'No' }), viewer: ANOTHER_ADMINISTRATOR, outcomes: ONLY_ADMINISTRATORS,
    },
  },
};
