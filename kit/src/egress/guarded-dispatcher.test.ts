import type { LookupAddress } from 'node:dns';
import { publicOnly, type ResolvedAddress } from './guarded-dispatcher';

/** Looked up only: nothing connects to these addresses. */
function lookedUp(addresses: readonly string[], all = true): Promise<string | LookupAddress[]> {
  const resolve = async (): Promise<ResolvedAddress[]> => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return new Promise((found, refused) => publicOnly(resolve)('name.example', { all }, (error, answer) => (error ? refused(error) : found(answer))));
}

describe('looking up a name', () => {
  it('answers public addresses in the form that was asked for', async () => {
    expect(await lookedUp(['93.184.216.34', '2606:4700:4700::1111'])).toEqual([{ address: '93.184.216.34', family: 4 }, { address: '2606:4700:4700::1111', family: 6 }]);
    expect(await lookedUp(['93.184.216.34'], false)).toBe('93.184.216.34');
  });

  it.each([['first', ['10.0.0.1', '93.184.216.34']], ['last', ['93.184.216.34', '169.254.169.254']], ['in the other family', ['93.184.216.34', '::1']], ['only', ['127.0.0.1']]])('refuses a name whose %s address is private', async (_place, addresses) => {
    await expect(lookedUp(addresses)).rejects.toMatchObject({ extensions: { code: 'URL_NOT_ALLOWED' } });
  });

  it('passes on that a name does not exist', async () => {
    const missing = Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    const failed = new Promise((found) => publicOnly(() => Promise.reject(missing))('name.example', {}, (error) => found(error)));
    expect(await failed).toBe(missing);
  });
});
