import 'reflect-metadata';
import { join } from 'node:path';
import { defineSubgraph } from '@sangam/kit/running/define-subgraph';
import { activity } from './activity/activity.feature';
import { birthDetails } from './birth-details/birth-details.feature';
import { credentials } from './credentials/credentials.feature';
import { dataExports } from './data-exports/data-exports.feature';
import { emailChanges } from './email-changes/email-changes.feature';
import { emailCodes } from './email-codes/email-codes.feature';
import { emailTokens } from './email-tokens/email-tokens.feature';
import { erasure } from './erasure/erasure.feature';
import { impersonations } from './impersonations/impersonations.feature';
import { keys } from './keys/keys.feature';
import { passkeys } from './passkeys/passkeys.feature';
import { profiles } from './profiles/profiles.feature';
import { registrations } from './registrations/registrations.feature';
import { secondFactors } from './second-factors/second-factors.feature';
import { serviceCalls } from './service-calls/service-calls.feature';
import { sessions } from './sessions/sessions.feature';
import { socialSignIn } from './social-sign-in/social-sign-in.feature';
import { userAdministration } from './user-administration/user-administration.feature';
import { users } from './users/users.feature';

/** People, how they prove who they are, and their login sessions. */
export const subgraph = defineSubgraph({
  name: 'identity',
  features: [
    users, registrations, activity, credentials, emailTokens, emailCodes, emailChanges, socialSignIn, sessions, secondFactors, passkeys, keys, birthDetails, profiles,
    userAdministration, impersonations, erasure, dataExports, serviceCalls,
  ],
  migrations: join(__dirname, 'migrations'),
});
