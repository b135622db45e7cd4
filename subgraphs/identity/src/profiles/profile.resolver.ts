import { DateTime } from '@sangam/kit/graphql/scalars';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { File, fileReference } from '../stubs/file.stub';
import { User, userById } from '../users/user.entity';
import { lockOf } from './own-profile';
import { removeProfileImage, setProfileImage } from './profile-image.service';
import type { ProfileLock } from './profile-lock';
import { UpdateMyProfileInput } from './profile.inputs';
import { lockMyProfile, updateMyProfile } from './profile.service';
import { UserProfile, blankProfile, profileOfUser } from './user-profile.entity';

@Resolver(() => User)
export class ProfileResolver {
  @FieldResolver(() => UserProfile, { nullable: true, description: 'What the person tells about themselves. Self and administrators.' })
  async profile(@Root() user: User, @Ctx() ctx: SubgraphContext): Promise<UserProfile> {
    return (await ctx.loaders.load(profileOfUser, user.id)) ?? blankProfile(user.id);
  }

  @FieldResolver(() => File, { nullable: true, description: 'Photo; null where there is none. Whoever can see the person.' })
  async photo(@Root() user: User, @Ctx() ctx: SubgraphContext): Promise<File | null> {
    return fileReference((await ctx.loaders.load(profileOfUser, user.id))?.photoFileId);
  }

  @Mutation(() => User, { description: 'Changes one\'s own profile. Errors: BAD_USER_INPUT, PROFILE_LOCKED (a critical field is locked: `requestProfileUpdate`).' })
  updateMyProfile(@Ctx() ctx: SubgraphContext, @Arg('input', () => UpdateMyProfileInput, { description: 'What changes.' }) input: UpdateMyProfileInput): Promise<User> {
    return updateMyProfile(ctx, input);
  }

  @Mutation(() => User, { description: 'Locks the critical fields of one\'s own profile for good; they then change by request.' })
  lockMyProfile(@Ctx() ctx: SubgraphContext): Promise<User> {
    return lockMyProfile(ctx);
  }

  @Mutation(() => User, { description: 'Makes one of one\'s own uploads the photo; the one before is deleted. Errors: NOT_FOUND (no file of one\'s own with purpose PROFILE_PHOTO, or used before).' })
  setProfilePhoto(@Ctx() ctx: SubgraphContext, @Arg('fileId', () => ID, { description: 'The file.' }) fileId: string): Promise<User> {
    return setProfileImage(ctx, 'PROFILE_PHOTO', fileId);
  }

  @Mutation(() => User, { description: 'Makes one of one\'s own uploads the logo; the one before is deleted. Errors: NOT_FOUND (no file of one\'s own with purpose PROFILE_LOGO, or used before).' })
  setProfileLogo(@Ctx() ctx: SubgraphContext, @Arg('fileId', () => ID, { description: 'The file.' }) fileId: string): Promise<User> {
    return setProfileImage(ctx, 'PROFILE_LOGO', fileId);
  }

  @Mutation(() => User, { description: 'Removes one\'s own photo and deletes the file; nothing happens where there is none.' })
  removeProfilePhoto(@Ctx() ctx: SubgraphContext): Promise<User> {
    return removeProfileImage(ctx, 'PROFILE_PHOTO');
  }

  @Mutation(() => User, { description: 'Removes one\'s own logo and deletes the file; nothing happens where there is none.' })
  removeProfileLogo(@Ctx() ctx: SubgraphContext): Promise<User> {
    return removeProfileImage(ctx, 'PROFILE_LOGO');
  }
}

@Resolver(() => UserProfile)
export class UserProfileResolver {
  @FieldResolver(() => File, { nullable: true, description: 'Logo of the person\'s firm; null where there is none.' })
  logo(@Root() profile: UserProfile): File | null {
    return fileReference(profile.logoFileId);
  }

  @FieldResolver(() => Boolean, { description: 'Whether critical fields change by request only.' })
  async locked(@Root() profile: UserProfile, @Ctx() ctx: SubgraphContext): Promise<boolean> {
    return (await lockOfProfile(ctx, profile)).locked;
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When the critical fields were or will be locked: an adviser\'s when the grace period ends, anybody\'s by their own lock. Null: never by themselves.' })
  async locksAt(@Root() profile: UserProfile, @Ctx() ctx: SubgraphContext): Promise<Date | null> {
    return (await lockOfProfile(ctx, profile)).locksAt;
  }
}

async function lockOfProfile(ctx: SubgraphContext, profile: UserProfile): Promise<ProfileLock> {
  const user = await ctx.loaders.load(userById, profile.userId);
  return user ? lockOf(ctx, user, profile) : { locked: true, locksAt: null };
}
