import { describeAccess } from '@sangam/kit/testing/access-matrix';
import { mergeSpecimens } from '@sangam/kit/testing/merge-specimens';
import { makeWorld, type IdentityWorld } from './access-world.fixture';
import { birthDetailsAccess } from './birth-details/birth-details.access.fixture';
import { credentialAccess } from './credentials/credential.access.fixture';
import { emailCodeAccess } from './email-codes/email-code.access.fixture';
import { emailChangeAccess } from './email-changes/email-change.access.fixture';
import { emailTokenAccess } from './email-tokens/email-token.access.fixture';
import { dataExportAccess } from './data-exports/data-export.access.fixture';
import { accountErasureAccess } from './erasure/account-erasure.access.fixture';
import { impersonationAccess } from './impersonations/impersonation.access.fixture';
import { keyAccess } from './keys/key.access.fixture';
import { passkeyAccess } from './passkeys/passkey.access.fixture';
import { profileAccess } from './profiles/profile.access.fixture';
import { secondFactorAccess } from './second-factors/second-factor.access.fixture';
import { serviceCallAccess } from './service-calls/service-call.access.fixture';
import { SERVICE_SECRETS } from './service-calls/signed-service-call.fixture';
import { sessionAccess } from './sessions/session.access.fixture';
import { closeSceneProvider, sceneEnvironment } from './social-sign-in/social-scene.fixture';
import { socialSignInAccess } from './social-sign-in/social-sign-in.access.fixture';
import { userAdministrationAccess } from './user-administration/user-administration.access.fixture';
import { userAccess } from './users/user.access.fixture';
import { subgraph } from './subgraph';

describeAccess<IdentityWorld>({
  definition: subgraph,
  subgraphs: ['identity', 'storage'],
  world: makeWorld,
  environment: async () => ({ ...(await sceneEnvironment()), MFA_REQUIRED_FOR: 'STAFF', PASSKEY_ORIGINS: 'https://app.example.com', SERVICE_HMAC_SECRETS: SERVICE_SECRETS.join(',') }),
  ...mergeSpecimens<IdentityWorld>(
    userAccess, credentialAccess, emailCodeAccess, emailTokenAccess, emailChangeAccess, socialSignInAccess, sessionAccess, secondFactorAccess, passkeyAccess, keyAccess,
    birthDetailsAccess, userAdministrationAccess, impersonationAccess, profileAccess, accountErasureAccess, dataExportAccess, serviceCallAccess,
  ),
});

afterAll(closeSceneProvider);
