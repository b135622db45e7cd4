import { anyone, internalOnly, signedIn } from '@sangam/kit/authorization/basic-rules';
import { defineRules, rule } from '@sangam/kit/authorization/rules';
import { FORBIDDEN, UNAUTHENTICATED } from '@sangam/kit/errors/codes';
import type { File } from './file.entity';

/** The person whose file it is. */
const ownerOnly = rule('file-owner', ({ viewer, parent }) => {
  if (!viewer.userId) return UNAUTHENTICATED;
  const { ownerType, ownerId } = parent as File;
  return ownerType === 'USER' && ownerId === viewer.userId ? null : FORBIDDEN;
});

export const fileRules = defineRules({
  Query: { file: signedIn },
  Mutation: { deleteFile: signedIn, claimFile: internalOnly },
  types: {
    FileDownload: 'open',
    File: {
      fields: {
        purpose: anyone, mediaType: anyone, sizeBytes: anyone, width: anyone, height: anyone, createdAt: anyone, download: anyone, name: ownerOnly, sha256: ownerOnly,
      },
    },
  },
  reads: { File: { download: 'nothing' } },
});
