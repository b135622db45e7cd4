import { anyone, inPerson, signedIn } from '@sangam/kit/authorization/basic-rules';
import { alone, defineRules, limited } from '@sangam/kit/authorization/rules';
import { selfOrAdmin } from '../users/user.rules';

export const sessionRules = defineRules({
  Mutation: {
    login: alone(limited(anyone, 50, 60, 'ip')),
    refreshToken: alone(limited(anyone, 100, 60, 'ip')),
    reauthenticate: alone(limited(inPerson, 10, 900)),
    logout: signedIn,
    revokeLoginSession: inPerson,
    revokeAllLoginSessions: inPerson,
  },
  types: { AuthenticationTokens: 'open', RenewedAccessToken: 'open', LoginPlace: 'open', LoginSession: 'guarded', User: { fields: { loginSessions: selfOrAdmin } } },
});
