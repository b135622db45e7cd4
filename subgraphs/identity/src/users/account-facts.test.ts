import { findOne } from '@sangam/kit/database/read';
import { newId } from '@sangam/kit/ids/new-id';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { AccountFactsDocument } from '@sangam/schema/typed/internal';
import { RegisterDocument } from '@sangam/schema/typed/operations';
import { User } from './user.entity';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(() => graph.stop());

it('tells other parts of the product name, address and status of a person', async () => {
  const email = 'meera@example.com';
  await graph.anonymous().ask(RegisterDocument, { input: { email, password: 'Correct1horse', firstName: 'Meera', lastName: 'Iyer', awaitsOrganization: true, termsAccepted: true } });
  await graph.jobs.drain();
  const id = (await findOne(graph.context('identity'), User, { emailCanonical: email }))?.id ?? '';

  expect((await graph.internal('identity', AccountFactsDocument, { id })).accountFacts).toEqual({ id, email, displayName: 'Meera Iyer', firstName: 'Meera', lastName: 'Iyer', status: 'ACTIVE', awaitsOrganization: true });
});

it('knows no names apart where they were not given apart, and nobody who is not there', async () => {
  const { id } = await graph.person({ displayName: 'Asha Rao' });

  expect((await graph.internal('identity', AccountFactsDocument, { id })).accountFacts).toMatchObject({ displayName: 'Asha Rao', firstName: null, lastName: null, awaitsOrganization: false });
  await expect(graph.internal('identity', AccountFactsDocument, { id: newId() })).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
});
