import 'reflect-metadata';
import { join } from 'node:path';
import { defineSubgraph } from '@sangam/kit/running/define-subgraph';
import { activity } from './activity/activity.feature';
import { birthDetails } from './birth-details/birth-details.feature';
import { credentials } from './credentials/credentials.feature';
import { emailTokens } from './email-tokens/email-tokens.feature';
import { impersonations } from './impersonations/impersonations.feature';
import { keys } from './keys/keys.feature';
import { registrations } from './registrations/registrations.feature';
import { sessions } from './sessions/sessions.feature';
import { userAdministration } from './user-administration/user-administration.feature';
import { users } from './users/users.feature';

/** People, how they prove who they are, and their login sessions. */
export const subgraph = defineSubgraph({
  name: 'identity',
  features: [users, registrations, activity, credentials, emailTokens, sessions, keys, birthDetails, userAdministration, impersonations],
  migrations: join(__dirname, 'migrations'),
});
