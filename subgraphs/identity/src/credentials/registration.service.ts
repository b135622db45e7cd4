import { isUniqueViolation } from '@sangam/kit/database/errors';
import { count } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import type { Transaction } from '@sangam/kit/database/transaction';
import { badInput } from '@sangam/kit/errors/app-error';
import { newId } from '@sangam/kit/ids/new-id';
import { requestEmail } from '@sangam/kit/mail/request-email';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { AccountActivityKind } from '../activity/account-activity-kind';
import { recordActivity } from '../activity/record-activity';
import { takeEmail } from '../email-tokens/email-allowance';
import type { EmailReceipt } from '../email-tokens/email-token.inputs';
import { requestVerificationMail } from '../email-tokens/email-token.jobs';
import { UserProfile } from '../profiles/user-profile.entity';
import { AccountRegistration } from '../registrations/account-registration.entity';
import { displayName, initialProfile, initialTypes, registrationOf, registrationProblems } from '../registrations/registration-details';
import { identitySettings } from '../settings';
import { canonicalEmail } from '../users/canonical-email';
import { refuseMailless } from '../users/checked-address';
import { newUser } from '../users/new-user';
import { publishUserRegistered } from '../users/publish-user-webhooks';
import type { CreatePersonInput } from '../users/user.inputs';
import { categorize } from '../users/user-category.entity';
import { User } from '../users/user.entity';
import { PasswordCredential } from './credential.entity';
import type { RegisterInput } from './credential.inputs';
import { hashPassword, passwordProblem } from './password';

/** Signs a person up. Known and unknown addresses get the same answer after the same work; a mail tells the owner. */
export async function register(ctx: SubgraphContext, input: RegisterInput): Promise<EmailReceipt> {
  const email = checkedRegistration(input);
  await refuseMailless(ctx, email, 'input.email');
  const hash = await hashPassword(input.password, ctx.settings.of(identitySettings).PASSWORD_MEMORY_KIB);
  const person = newUser(ctx, { displayName: displayName(input), email: input.email, emailCanonical: email, emailVerified: false, platformRoles: [] });
  Object.assign(person, { userTypes: initialTypes(input), locale: input.locale ?? person.locale });
  try {
    await transaction(ctx, async (tx) => {
      await insertPerson(tx, person, hash);
      const registration = registrationOf(ctx, input, person.id);
      await tx.insert(AccountRegistration, registration);
      await tx.insert(UserProfile, initialProfile(registration));
      await recordActivity(ctx, tx, { userId: person.id, kind: AccountActivityKind.REGISTERED, actorId: null });
      await publishUserRegistered(ctx, tx, person.id);
      await tx.enqueue(requestVerificationMail, { emailCanonical: email });
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await transaction(ctx, async (tx) => {
      if (!(await takeEmail(ctx, tx, email))) return;
      await requestEmail(ctx, tx, { key: newId(), to: input.email, userId: null, template: 'identity.address-taken', locale: ctx.viewer.locale });
    });
  }
  return { email: input.email };
}

/** People made by the operator, all or none of them. An address that is taken is left as it is; returns the ids of those made. */
export async function createPeople(ctx: SubgraphContext, inputs: readonly CreatePersonInput[], onlyIfEmpty: boolean): Promise<string[]> {
  if (onlyIfEmpty && (await count(ctx, User, {})) > 0) return [];
  const people = inputs.map((input) => operatorsPerson(ctx, input));
  const hashes = await Promise.all(inputs.map(({ password }) => hashPassword(password, ctx.settings.of(identitySettings).PASSWORD_MEMORY_KIB)));
  return transaction(ctx, async (tx) => {
    const made: string[] = [];
    for (const [index, person] of people.entries()) {
      try {
        await insertPerson(tx, person, hashes[index] ?? '');
        made.push(person.id);
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
      }
    }
    return made;
  });
}

function operatorsPerson(ctx: SubgraphContext, { id, displayName: name, email, password, platformRoles }: CreatePersonInput): User {
  const emailCanonical = canonicalEmail(email);
  const problem = passwordProblem(password, 'input.password', [email, name]);
  if (!emailCanonical || problem) throw badInput(problem ?? { path: 'input.email', reason: 'FORMAT' });
  const person = newUser(ctx, { displayName: name, email, emailCanonical, emailVerified: true, platformRoles });
  return id ? Object.assign(person, { id }) : person;
}

function checkedRegistration(input: RegisterInput): string {
  const email = canonicalEmail(input.email);
  const problems = registrationProblems(input);
  if (!email) problems.push({ path: 'input.email', reason: 'FORMAT' });
  const password = passwordProblem(input.password, 'input.password', [input.email, displayName(input)]);
  if (password) problems.push(password);
  if (!email || problems.length > 0) throw badInput(...problems);
  return email;
}

async function insertPerson(tx: Transaction, person: User, hash: string): Promise<void> {
  await tx.insert(User, person);
  await categorize(tx, person);
  await tx.insert(PasswordCredential, { userId: person.id, hash, changedAt: person.createdAt });
}
