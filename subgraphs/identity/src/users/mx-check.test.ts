import { findMany } from '@sangam/kit/database/read';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { RegisterDocument, RequestEmailCodeDocument } from '@sangam/schema/typed/operations';
import { startLocalNames, type LocalNames } from './local-names.fixture';
import { User } from './user.entity';

let graph: TestGraph;
let names: LocalNames;

beforeAll(async () => {
  names = await startLocalNames(['takes-mail.example']);
  graph = await startGraph({ subgraphs: ['identity'], environment: { EMAIL_MX_CHECK: 'true', EMAIL_DNS_SERVERS: names.address } });
});
afterAll(async () => {
  await graph.stop();
  await names.close();
});

const register = (email: string) => ({ input: { email, password: 'Correct1horse', fullName: 'Ravi', termsAccepted: true } });

describe('where the operator looks up mail exchanges', () => {
  it('refuses an address of a domain that takes no mail, and names the field', async () => {
    const signUp = await graph.anonymous().run(RegisterDocument, register('ravi@no-mail.example'));
    const code = await graph.anonymous().run(RequestEmailCodeDocument, { email: 'ravi@no-mail.example' });

    expect([signUp, code].map(({ errors }) => errors[0]?.extensions)).toMatchObject([
      { code: 'BAD_USER_INPUT', fields: [{ path: 'input.email', reason: 'RANGE' }] }, { code: 'BAD_USER_INPUT', fields: [{ path: 'email', reason: 'RANGE' }] },
    ]);
    expect(names.questions).toContain('no-mail.example');
    expect(await findMany(graph.context('identity'), User, { where: {} })).toEqual([]);
  });

  it('takes an address of one that does', async () => {
    expect(await graph.anonymous().ask(RegisterDocument, register('ravi@Takes-Mail.example'))).toEqual({ register: { email: 'ravi@Takes-Mail.example' } });
    await expect(graph.anonymous().ask(RequestEmailCodeDocument, { email: 'other@takes-mail.example' })).resolves.toBeTruthy();
    await graph.jobs.drain();
  });
});

it('asks nobody unless told', async () => {
  const unasking = await startGraph({ subgraphs: ['identity'], environment: { EMAIL_DNS_SERVERS: names.address } });
  const before = names.questions.length;

  await unasking.anonymous().ask(RegisterDocument, register('ravi@no-mail.example'));
  await unasking.jobs.drain();

  expect(names.questions).toHaveLength(before);
  await unasking.stop();
});
