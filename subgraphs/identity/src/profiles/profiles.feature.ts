import { anyone, platformRole, signedIn } from '@sangam/kit/authorization/basic-rules';
import { defineRules, limited } from '@sangam/kit/authorization/rules';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { selfOrAdmin } from '../users/user.rules';
import { ProfileUpdateRequest } from './profile-update-request.entity';
import { ProfileUpdateRequestResolver, UserProfileUpdateRequestsResolver } from './profile-update-request.resolver';
import { ProfileResolver, UserProfileResolver } from './profile.resolver';
import { UserProfile } from './user-profile.entity';

const administrator = platformRole('ADMIN');

export const profiles = defineFeature({
  name: 'profiles',
  entities: [UserProfile, ProfileUpdateRequest],
  resolvers: [ProfileResolver, UserProfileResolver, ProfileUpdateRequestResolver, UserProfileUpdateRequestsResolver],
  rules: defineRules({
    Query: { profileUpdateRequests: administrator },
    Mutation: {
      updateMyProfile: limited(signedIn, 60, 60), lockMyProfile: signedIn,
      setProfilePhoto: limited(signedIn, 30, 60), setProfileLogo: limited(signedIn, 30, 60), removeProfilePhoto: signedIn, removeProfileLogo: signedIn,
      requestProfileUpdate: limited(signedIn, 20, 60), approveProfileUpdateRequest: administrator, rejectProfileUpdateRequest: administrator,
    },
    types: {
      UserProfile: 'open', ProfileUpdateRequest: 'open',
      User: { fields: { profile: selfOrAdmin, photo: anyone, pendingProfileUpdateRequests: selfOrAdmin } },
    },
    reads: {
      Query: { profileUpdateRequests: 'nothing' },
      User: { profile: 'nothing', photo: 'nothing', pendingProfileUpdateRequests: 'nothing' },
      UserProfile: { logo: 'nothing', locked: 'nothing', locksAt: 'nothing' },
      ProfileUpdateRequest: { user: 'nothing', decidedBy: 'nothing' },
    },
  }),
  personalData: [
    personalRows<UserProfile>({
      entity: UserProfile, person: 'userId', mentions: ['phone'], erase: 'delete',
      exported: { file: 'profile', key: 'userId', row: ['phone', 'organizationName', 'jobTitle', 'city', 'bio', 'photoFileId', 'logoFileId', 'lockedAt'] },
    }),
    personalRows<ProfileUpdateRequest>({
      entity: ProfileUpdateRequest, person: 'userId', mentions: ['decidedById'], erase: 'delete',
      exported: { file: 'profile-update-requests', key: 'id', row: ['field', 'previousValue', 'newValue', 'reason', 'status', 'createdAt', 'decidedAt', 'decisionReason'] },
    }),
  ],
});
