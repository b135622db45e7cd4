import { describeAccess } from '@sangam/kit/testing/access-matrix';
import { mergeSpecimens } from '@sangam/kit/testing/merge-specimens';
import { makeWorld, type IdentityWorld } from './access-world.fixture';
import { birthDetailsAccess } from './birth-details/birth-details.access.fixture';
import { credentialAccess } from './credentials/credential.access.fixture';
import { emailCodeAccess } from './email-codes/email-code.access.fixture';
import { emailTokenAccess } from './email-tokens/email-token.access.fixture';
import { dataExportAccess } from './data-exports/data-export.access.fixture';
import { accountErasureAccess } from './erasure/account-erasure.access.fixture';
import { keyAccess } from './keys/key.access.fixture';
import { sessionAccess } from './sessions/session.access.fixture';
import { userAdministrationAccess } from './user-administration/user-administration.access.fixture';
import { userAccess } from './users/user.access.fixture';
import { subgraph } from './subgraph';

describeAccess<IdentityWorld>({
  definition: subgraph,
  subgraphs: ['identity'],
  world: makeWorld,
  ...mergeSpecimens<IdentityWorld>(
    userAccess, credentialAccess, emailCodeAccess, emailTokenAccess, sessionAccess, keyAccess, birthDetailsAccess, userAdministrationAccess, accountErasureAccess, dataExportAccess,
  ),
});
