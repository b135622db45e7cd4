import type { Protection } from './protection';

const UPLOAD_TEST = 'subgraphs/storage/src/uploads/uploads.test.ts';
const PROFILE_REQUEST_TEST = 'subgraphs/identity/src/profiles/profile-update-requests.test.ts';

/** Those of single features, as far as their own tests show them. */
export const FEATURE_PROTECTIONS: readonly Protection[] = [
  {
    name: 'storage: images are encoded anew', file: 'subgraphs/storage/src/uploads/image.ts', find: '  return { bytes: data, mediaType', replace: '  return { bytes, mediaType',
    test: UPLOAD_TEST, testName: 'keeps the image only',
  },
  {
    name: 'storage: pixels are counted before they are decoded', file: 'subgraphs/storage/src/uploads/image.ts', find: 'limitInputPixels: maxPixels', replace: 'limitInputPixels: false',
    test: 'subgraphs/storage/src/uploads/image.test.ts', testName: 'too many pixels',
  },
  {
    name: 'storage: the quota is decided by the database', file: 'subgraphs/storage/src/uploads/upload.service.ts', find: ', bytes: { atMost: UPLOAD_QUOTA_BYTES - sizeBytes } }', replace: ' }',
    test: UPLOAD_TEST, testName: 'never take more than the quota',
  },
  {
    name: 'storage: links end', file: 'subgraphs/storage/src/uploads/download-link.ts', find: 'genuine && expires * 1_000 > nowMs', replace: 'genuine', test: UPLOAD_TEST, testName: 'a link ends',
  },
  {
    name: 'storage: links are signed', file: 'subgraphs/storage/src/uploads/download-link.ts', find: 'genuine && expires * 1_000 > nowMs', replace: 'expires * 1_000 > nowMs', test: UPLOAD_TEST, testName: 'none can be made up',
  },
  {
    name: 'storage: a file is used once', file: 'subgraphs/storage/src/uploads/file.service.ts', find: ', claimedAt: null, expiresAt: { moreThan', replace: ', expiresAt: { moreThan',
    test: 'subgraphs/storage/src/uploads/claims.test.ts', testName: 'one counts',
  },
  {
    name: 'routes: for signed-in persons only', file: 'router/src/starting/rest-routes.ts', find: '    if (target.signedIn && viewer.userId === null) throw new AppError(UNAUTHENTICATED);\n', replace: '',
    test: 'router/src/starting/rest-routes.test.ts', testName: 'before it looks at the body',
  },
  {
    name: 'identity: a requested change is decided once', file: 'subgraphs/identity/src/profiles/profile-update-request.service.ts', find: '{ id, status: ProfileUpdateRequestStatus.PENDING }', replace: '{ id }',
    test: PROFILE_REQUEST_TEST, testName: 'one counts',
  },
  {
    name: 'identity: locked fields stay', file: 'subgraphs/identity/src/profiles/profile.service.ts', find: '    if (touchesCritical(held, change) && lockOf(ctx, held.user, held.profile).locked) throw new AppError(PROFILE_LOCKED);\n', replace: '',
    test: 'subgraphs/identity/src/profiles/profiles.test.ts', testName: 'ends by itself',
  },
];
