import { parse } from 'graphql';
import { openShelves, type Shelves } from './shelves.fixture';

const ask = (query: string) => parse(query);

describe.each([['together', false], ['apart', true]] as const)('executions that say what they read of the viewer, %s', (_mode, apart) => {
  let shelves: Shelves;
  beforeAll(async () => {
    shelves = await openShelves(apart);
  });
  afterAll(() => shelves.stop());

  const asha = () => shelves.asUser({ userId: 'asha', locale: 'hi', platformRoles: ['STAFF', 'ADMIN'] });

  it('know no more than that', async () => {
    expect(await asha().ask(ask('{ known }'), {})).toEqual({ known: 'nothing in hi' });
    expect(await asha().ask(ask('{ known storeroom }'), {})).toEqual({ known: 'roles in hi', storeroom: 'STAFF,ADMIN' });
    expect(await asha().ask(ask('{ known own }'), {})).toEqual({ known: 'user in hi', own: 'asha' });
  });

  it('are guarded as ever', async () => {
    const ravi = shelves.asUser({ userId: 'ravi' });
    expect([await ravi.refusal(ask('{ storeroom }'), {}), await ravi.refusal(ask('{ storeroom own }'), {})]).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  });

  it('fail where a resolver reads more, which is logged', async () => {
    const before = shelves.errors.length;
    const { data, errors, status } = await asha().run(ask('{ known cheat }'), {}, { 'x-request-id': 'cheat-request-1' });

    expect([status, data]).toEqual([200, { known: 'nothing in hi', cheat: null }]);
    expect(errors).toEqual([expect.objectContaining({ path: ['cheat'], extensions: expect.objectContaining({ code: 'INTERNAL_SERVER_ERROR', requestId: 'cheat-request-1' }) })]);
    expect(JSON.stringify(errors)).not.toContain('userId');
    expect(shelves.errors.slice(before)).toEqual([expect.objectContaining({
      requestId: 'cheat-request-1', path: ['cheat'], err: expect.objectContaining({ message: expect.stringContaining('An execution that reads "nothing" of the viewer asked for userId.') }),
    })]);
  });
});
