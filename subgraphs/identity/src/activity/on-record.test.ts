import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { AuditEntriesDocument, BanUserDocument, ChangePasswordDocument, ImpersonateUserDocument, UpdateUserDocument } from '@sangam/schema/typed/operations';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(() => graph.stop());

/** What is on record of somebody, oldest first. */
async function recordOf(resourceId: string) {
  await graph.jobs.drain();
  return (await graph.asAdmin().ask(AuditEntriesDocument, { filter: { resourceType: 'User', resourceId } })).auditEntries.nodes.toReversed();
}

it('puts on record what administrators do to an account, by whom and from where, roles as a matter of access', async () => {
  const administrator = await graph.person({ platformRoles: ['ADMIN'] });
  const { client } = await administrator.signIn();
  const person = await graph.person();
  const steps: readonly (() => Promise<unknown>)[] = [
    () => client.ask(UpdateUserDocument, { id: person.id, input: { displayName: 'Somebody Else', locale: 'ko' } }),
    () => client.ask(UpdateUserDocument, { id: person.id, input: { platformRoles: ['STAFF'] } }),
    () => client.ask(UpdateUserDocument, { id: person.id, input: { platformRoles: [] } }),
    () => client.ask(ImpersonateUserDocument, { id: person.id, reason: 'Asked for help' }),
    () => client.ask(BanUserDocument, { id: person.id, reason: 'Spam' }),
  ];
  for (const step of steps) {
    graph.clock.advance(1);
    await step();
  }

  const entries = await recordOf(person.id);

  expect(entries.map(({ action, changedFields }) => [action, changedFields])).toEqual([
    ['account.update', ['displayName', 'locale']], ['access.change-platform-roles', ['platformRoles']], ['access.change-platform-roles', ['platformRoles']], ['account.impersonate', []], ['account.ban', ['status']],
  ]);
  expect(new Set(entries.map(({ actor }) => actor?.id))).toEqual(new Set([administrator.id]));
  expect(entries.every(({ ip, chain }) => ip?.includes('127.0.0.1') && chain === 'platform')).toBe(true);
  expect(entries.at(-1)?.details).toEqual([{ name: 'reason', value: 'Spam' }]);
  expect(JSON.stringify(entries)).not.toContain('Somebody Else');
});

it('puts on record that a password was changed, and nothing where that was refused', async () => {
  const person = await graph.person();
  const { client } = await person.signIn();
  expect(await client.refusal(ChangePasswordDocument, { input: { currentPassword: 'Wrong1horses', newPassword: 'Another1horse' } })).toBe('INVALID_CREDENTIALS');
  await client.ask(ChangePasswordDocument, { input: { currentPassword: person.password, newPassword: 'Another1horse' } }, { 'X-Request-ID': 'change-of-password' });

  const entries = await recordOf(person.id);

  expect(entries.map(({ action, requestId, beforeDigest, afterDigest }) => [action, requestId, beforeDigest, afterDigest])).toEqual([['credential.change-password', 'change-of-password', null, null]]);
});
