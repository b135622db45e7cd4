import 'reflect-metadata';
import { join } from 'node:path';
import { defineSubgraph } from '@sangam/kit/running/define-subgraph';
import { birthDetails } from './birth-details/birth-details.feature';
import { credentials } from './credentials/credentials.feature';
import { emailTokens } from './email-tokens/email-tokens.feature';
import { keys } from './keys/keys.feature';
import { profiles } from './profiles/profiles.feature';
import { sessions } from './sessions/sessions.feature';
import { userAdministration } from './user-administration/user-administration.feature';
import { users } from './users/users.feature';

/** People, how they prove who they are, and their login sessions. */
export const subgraph = defineSubgraph({
  name: 'identity',
  features: [users, credentials, emailTokens, sessions, keys, birthDetails, userAdministration, profiles],
  migrations: join(__dirname, 'migrations'),
});
