import { startGraph, type TestClient, type TestGraph } from '@sangam/kit/testing/harness';
import {
  BeginPasskeyRegistrationDocument, ChangePasswordDocument, EnrollTotpDocument, ImpersonateUserDocument, LinkExternalIdentityDocument, LogoutDocument, MeDocument, MyAccountActivityDocument,
  NotificationEventsDocument, ReauthenticateDocument, RefreshTokenDocument, RegenerateBackupCodesDocument, RegisterBirthDetailsDocument, RequestEmailChangeDocument, RevokeAllLoginSessionsDocument,
  SubscribeToWebPushDocument,
} from '@sangam/schema/typed/operations';
import { decodeJwt } from 'jose';
import { BIRTH } from '../access-world.fixture';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(() => graph.stop());

const activityOf = async (client: TestClient) => (await client.ask(MyAccountActivityDocument, {})).me?.accountActivity?.nodes ?? [];

it('Support signs in as Asha with a reason, sees what she sees, changes no way to sign in, and is out with the end of the own session', async () => {
  const person = await graph.person({ displayName: 'Asha Rao' });
  const administrator = await graph.person({ displayName: 'Support', platformRoles: ['ADMIN'] });
  const support = await administrator.signIn();

  const { impersonateUser } = await support.client.ask(ImpersonateUserDocument, { id: person.id, reason: 'Asha cannot find her chart' });
  const acting = graph.withToken(impersonateUser.accessToken);
  const banner = decodeJwt(impersonateUser.accessToken);
  expect(banner).toMatchObject({ sub: person.id, act: { sub: administrator.id } });
  expect((banner.exp ?? 0) - (banner.iat ?? 0)).toBeLessThanOrEqual(3_600);
  expect((await acting.ask(MeDocument, {})).me).toMatchObject({ id: person.id, displayName: 'Asha Rao', email: person.email, platformRoles: [] });

  graph.clock.advance(1);
  await acting.ask(RegisterBirthDetailsDocument, { input: BIRTH });
  const credentials = [
    acting.refusal(ChangePasswordDocument, { input: { currentPassword: person.password, newPassword: 'Another1horse' } }), acting.refusal(RequestEmailChangeDocument, { newEmail: 'support@example.com' }),
    acting.refusal(EnrollTotpDocument, {}), acting.refusal(RegenerateBackupCodesDocument, { code: '000000' }), acting.refusal(BeginPasskeyRegistrationDocument, {}),
    acting.refusal(LinkExternalIdentityDocument, { input: { provider: 'GOOGLE', code: 'x', state: 'x', stateToken: 'x' } }), acting.refusal(ReauthenticateDocument, { input: { password: person.password } }),
    acting.refusal(RevokeAllLoginSessionsDocument, { includeCurrent: false }), acting.refusal(ImpersonateUserDocument, { id: person.id, reason: 'Again' }),
    acting.refusal(SubscribeToWebPushDocument, { input: { endpoint: 'https://push.example.com/support', p256dh: 'x', auth: 'x' } }),
  ];
  expect(new Set(await Promise.all(credentials))).toEqual(new Set(['FORBIDDEN']));
  expect(await graph.anonymous().refusal(RefreshTokenDocument, { refreshToken: impersonateUser.accessToken })).toBe('INVALID_TOKEN');
  expect(impersonateUser).not.toHaveProperty('refreshToken');

  const asha = (await person.signIn()).client;
  const hers = (await activityOf(asha)).filter(({ actor }) => actor !== null).map(({ kind, actor, details }) => [kind, actor?.displayName, details]);
  expect(hers).toEqual([['BIRTH_DETAILS_REGISTERED', 'Support', []], ['IMPERSONATED', 'Support', [{ name: 'reason', value: 'Asha cannot find her chart' }]]]);
  expect((await activityOf(support.client)).find(({ kind }) => kind === 'IMPERSONATION_STARTED')).toMatchObject({
    actor: null, details: [{ name: 'person', value: person.id }, { name: 'reason', value: 'Asha cannot find her chart' }],
  });

  const live = await acting.subscribe(NotificationEventsDocument, {});
  await support.client.ask(LogoutDocument, {});
  expect(await live.ended()).toBe(4403);
  expect(await acting.refusal(MeDocument, {})).toBe('SESSION_REVOKED');
  await expect(asha.ask(MeDocument, {})).resolves.toMatchObject({ me: { id: person.id } });
});
