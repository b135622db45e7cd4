import type { IdentitySpecimens } from '../access-world.fixture';
import { callAsService, SERVICE_SECRETS, type ServiceCall } from './signed-service-call.fixture';

/** The signature proves who calls, whoever is signed in; a secret of one's own proves nothing. */
const byService = (callOf: (ownerId: string) => ServiceCall): NonNullable<IdentitySpecimens['routes']>[string] => ({
  status: 200, statuses: { stranger: 401, otherTenant: 401 },
  send: (client, { owner, now }, sender) => callAsService(client, callOf(owner.id), { now: now(), secret: sender === 'owner' ? SERVICE_SECRETS[1] : 'a-secret-of-somebody-else-altogether' }),
});

export const serviceCallAccess: IdentitySpecimens = {
  routes: {
    'POST /internal/auth/validate-token': byService(() => ({ method: 'POST', path: '/internal/auth/validate-token', body: '{"token":"none"}' })),
    'GET /internal/auth/user/:id': byService((id) => ({ method: 'GET', path: `/internal/auth/user/${id}` })),
  },
};
