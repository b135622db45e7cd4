import { SigningKeysDocument } from '@sangam/schema/typed/internal';
import { type IdentitySpecimens } from '../access-world.fixture';

export const keyAccess: IdentitySpecimens = {
  internalFields: {
    'Query.signingKeys': { document: SigningKeysDocument },
  },
};
